import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSite, buildStaffSite } from '../../site/build.ts'
import { launchChromium, noChromium } from '../journey/browser.ts'
import { contactSheet, type Picture, takePictures } from './contact-sheet.ts'
import { drawMails } from './mails.ts'
import { act, openState } from './open-state.ts'
import { pageStates } from './page-states.ts'
import { election, staffedElection } from './sample-answers.ts'
import { staffStates } from './staff-states.ts'

// `npm run screenshots`: every page in every state, at three widths, light and dark, and every e-mail,
// in screenshots/index.html.
// `npm run screenshots -- space mails` draws these alone.

const widths = [320, 768, 1280]
const directory = join(import.meta.dirname, '../../screenshots')

const only = process.argv.slice(2)
const browser = await launchChromium()
if (!browser) throw new Error(noChromium)
const built = mkdtempSync(join(tmpdir(), 'sites-'))
try {
  buildSite(election, join(built, 'voters'))
  buildSite(staffedElection, join(built, 'staffed'))
  buildStaffSite(staffedElection, join(built, 'staff'))
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  const pictures: Picture[] = []
  for (const [name, states] of Object.entries({ ...pageStates, ...staffStates })) {
    if (only.length > 0 && !only.includes(name)) continue
    for (const [stateName, state] of Object.entries(states)) {
      const site = join(built, state.site ?? 'voters')
      const page = await openState(browser, site, state, { width: 320, colorScheme: 'light' })
      await act(page, state)
      // A full page shows those too that a screen has not reached.
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
    pictures.push(...(await drawMails(browser, directory)))
  }
  writeFileSync(join(directory, 'index.html'), contactSheet(pictures))
  console.log(`${pictures.length} pictures in ${join(directory, 'index.html')}`)
} finally {
  await browser.close()
  rmSync(built, { recursive: true })
}
