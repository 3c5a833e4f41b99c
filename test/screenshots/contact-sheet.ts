import { htmlEscape } from 'escape-goat'

export interface Picture {
  page: string
  state: string
  width: number
  colorScheme: string
  file: string
}

/** One page that shows all pictures side by side, a row for each state. */
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
