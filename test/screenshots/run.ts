import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { answerHelp } from '../../shared/tooling/answer-help.ts'
import { buildSite, buildStaffSite } from '../../site/build.ts'
import { launchChromium, noChromium } from '../journey/browser.ts'
import { election as electionOfMails } from '../texts/mail-cases.ts'
import { mails } from '../texts/mail-examples.ts'
import { contactSheet, type Picture, takePictures } from './contact-sheet.ts'
import { act, openState } from './open-state.ts'
import { pageStates } from './page-states.ts'
import { election, staffedElection } from './sample-answers.ts'
import { staffStates } from './staff-states.ts'

answerHelp(
  `npm run screenshots: every page in every state, at three widths, light and dark, and every e-mail, in
screenshots/index.html, in place of those of before. npm run screenshots -- space mails draws these alone.`,
)

const widths = [320, 768, 1280]
const directory = join(import.meta.dirname, '../../screenshots')

const only = process.argv.slice(2)
const browser = await launchChromium()
if (!browser) throw new Error(noChromium)
try {
  const sites = {
    voters: buildSite(election),
    staffed: buildSite(staffedElection),
    staff: buildStaffSite(staffedElection),
  }
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  const pictures: Picture[] = []
  for (const [name, states] of Object.entries({ ...pageStates, ...staffStates })) {
    if (only.length > 0 && !only.includes(name)) continue
    for (const [stateName, state] of Object.entries(states)) {
      const site = sites[state.site ?? 'voters']
      const page = await openState(browser, site, state, { width: 320, colorScheme: 'light' })
      await act(page, state)
      // Loads the lazy pictures, which a full page shows too.
      await page.evaluate(
        "Promise.all([...document.images].map((one) => ((one.loading = 'eager'), one.decode().catch(() => {}))))",
      )
      const shown = { page: name, state: stateName }
      pictures.push(...(await takePictures(page, shown, widths, directory)))
      await page.context().close()
      console.log(`${name}: ${stateName}`)
    }
  }
  if (only.length === 0 || only.includes('mails')) {
    pictures.push(...(await drawMails(browser)))
  }
  writeFileSync(join(directory, 'index.html'), contactSheet(pictures))
  console.log(`${pictures.length} pictures in ${join(directory, 'index.html')}`)
} finally {
  await browser.close()
}

/** @throws Error when a mail is wider than its screen */
async function drawMails(browser: Browser): Promise<Picture[]> {
  const pictures: Picture[] = []
  const widths = [320, 600]
  for (const [state, { write }] of Object.entries(mails)) {
    const page = await browser.newPage()
    await page.setContent(write(electionOfMails, {}).html)
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
