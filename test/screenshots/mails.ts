import type { Browser } from 'playwright-core'
import { election } from '../texts/mail-cases.ts'
import { mails } from '../texts/mail-examples.ts'
import { type Picture, takePictures } from './contact-sheet.ts'

const widths = [320, 600]

/** Every e-mail, as a reader that knows dark mode shows it. @throws Error when one is wider than its screen */
export async function drawMails(browser: Browser, directory: string): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const [state, { write }] of Object.entries(mails)) {
    const page = await browser.newPage()
    await page.setContent(write(election, {}).html)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 600 })
      const taken = Number(await page.evaluate('document.documentElement.scrollWidth'))
      if (taken > width) throw new Error(`The mail about ${state} is wider than ${width} px`)
    }
    pictures.push(...(await takePictures(page, { page: 'mail', state }, widths, directory)))
    await page.close()
  }
  return pictures
}
