import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { htmlEscape } from 'escape-goat'
import type { Browser } from 'playwright-core'
import { launchChromium, noChromium } from '../journey/browser.ts'
import { election, mails } from '../texts/mail-examples.ts'

// `npm run screenshots:mails`: every e-mail at two widths, light and dark, in screenshots/mails.html.

const widths = [320, 600]
const colorSchemes = ['light', 'dark'] as const
const directory = join(import.meta.dirname, '../../screenshots')

/** @returns the pictures' files, by the subject of each mail */
export async function drawMails(browser: Browser, into: string): Promise<Map<string, string[]>> {
  const pictures = new Map<string, string[]>()
  for (const [name, { write }] of Object.entries(mails)) {
    const mail = write(election, {})
    const files: string[] = []
    for (const colorScheme of colorSchemes) {
      for (const width of widths) {
        const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme })
        await page.setContent(mail.html)
        const overflow = await page.evaluate('document.documentElement.scrollWidth')
        if (Number(overflow) > width) throw new Error(`${name} is wider than ${width} px`)
        const file = `mail-${name.replace(/[^a-z]+/g, '-')}-${width}-${colorScheme}.png`
        await page.screenshot({ path: join(into, file), fullPage: true })
        await page.close()
        files.push(file)
      }
    }
    pictures.set(`${name}: ${mail.subject}`, files)
  }
  return pictures
}

function sheetOf(pictures: Map<string, string[]>): string {
  const rows = [...pictures].map(([title, files]) => {
    const images = files.map((file) => htmlEscape`<img src="${file}" alt="">`).join('')
    return `${htmlEscape`<h2>${title}</h2>`}<div>${images}</div>`
  })
  const style = 'body{font:16px sans-serif;background:#888}div{display:flex;gap:12px}'
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every e-mail</title><style>${style}</style>${rows.join('\n')}</html>`
}

if (import.meta.main) {
  const browser = await launchChromium()
  if (!browser) throw new Error(noChromium)
  try {
    mkdirSync(directory, { recursive: true })
    const pictures = await drawMails(browser, directory)
    writeFileSync(join(directory, 'mails.html'), sheetOf(pictures))
    console.log(`${pictures.size} mails in ${join(directory, 'mails.html')}`)
  } finally {
    await browser.close()
  }
}
