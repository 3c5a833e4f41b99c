import { join } from 'node:path'
import { htmlEscape } from 'escape-goat'
import type { Page } from 'playwright-core'
import { heightOf } from './open-state.ts'

export interface Picture {
  page: string
  state: string
  width: number
  colorScheme: string
  file: string
}

export async function takePictures(
  page: Page,
  shown: Pick<Picture, 'page' | 'state'>,
  widths: readonly number[],
  directory: string,
): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightOf(width) })
      const name = `${shown.page} ${shown.state} ${width} ${colorScheme}`
      const file = `${name.replaceAll(/\W+/g, '-')}.png`
      await page.screenshot({ path: join(directory, file), fullPage: true })
      pictures.push({ ...shown, width, colorScheme, file })
    }
  }
  return pictures
}

/** One page with a row for each state. */
export function contactSheet(pictures: readonly Picture[]): string {
  const rows = Map.groupBy(pictures, ({ page, state }) => `${page}: ${state}`)
  const sections = [...rows].map(
    ([title, row]) => `${htmlEscape`<h2>${title}</h2>\n<div>` + row.map(figure).join('')}</div>`,
  )
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Every page in every state</title>
<style>body{font:16px sans-serif;background:#888}div{display:flex;align-items:flex-start;overflow-x:auto}figure{flex:none;margin:0 12px 24px 0}img{display:block;border:0;max-height:90vh;width:auto}</style>
<h1>${pictures.length} pictures</h1>
${sections.join('\n')}
</html>
`
}

function figure({ width, colorScheme, file }: Picture): string {
  return htmlEscape`<figure><figcaption>${width} px, ${colorScheme}</figcaption><a href="${file}"><img loading="lazy" src="${file}" alt=""></a></figure>`
}
