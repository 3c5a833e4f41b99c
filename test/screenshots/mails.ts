import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { election } from '../texts/mail-cases.ts'
import { mails } from '../texts/mail-examples.ts'
import type { Picture } from './contact-sheet.ts'

const widths = [320, 600]
const colorSchemes = ['light', 'dark'] as const

/** Every e-mail, as a reader that knows dark mode shows it. @throws Error when one is wider than its screen */
export async function drawMails(browser: Browser, directory: string): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const [name, { write }] of Object.entries(mails)) {
    const page = await browser.newPage()
    await page.setContent(write(election, {}).html)
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme })
      for (const width of widths) {
        await page.setViewportSize({ width, height: 600 })
        const taken = Number(await page.evaluate('document.documentElement.scrollWidth'))
        if (taken > width) throw new Error(`The mail about ${name} is wider than ${width} px`)
        const file = `mail-${name.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`
        await page.screenshot({ path: join(directory, file), fullPage: true })
        pictures.push({ page: 'mail', state: name, width, colorScheme, file })
      }
    }
    await page.close()
  }
  return pictures
}
