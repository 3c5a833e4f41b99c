import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { PictureName } from '../../shared/texts/tutorial.ts'
import { pictureDensity, picturesDirectory } from '../../site/tutorial-pictures.ts'
import { field, launchChromium, noChromium } from '../journey/browser.ts'
import { eventually, runLocally } from '../journey/local-run.ts'
import { fillForm, openForm, rightAnswers, sendForm, signInOnPage } from '../journey/pages.ts'
import { inFewColours } from './few-colours.ts'

// `npm run tutorial-pictures`: the pictures of the tutorial, taken from the pages of a run of its own. They are
// committed: only a change of these pages needs this command. Pages are found by their roles and labels.

const screen = { width: 320, height: 640 }
const padding = 8
/** In CSS pixels: a picture shows where one is, and need not show all. It is cut until it is light. */
const mostHeight = 300
const mostBytes = 4_200

const browser = await launchChromium()
if (!browser) throw new Error(noChromium)
const run = await runLocally({ electionChanges: { smsDelaySeconds: 1 } })
try {
  const context = await browser.newContext({
    viewport: screen,
    deviceScaleFactor: pictureDensity,
    locale: 'fr-FR',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  mkdirSync(picturesDirectory, { recursive: true })
  await takeAll(await context.newPage())
} finally {
  await browser.close()
  await run.stop()
}

async function takeAll(page: Page): Promise<void> {
  const { siteUrl, voters } = run
  const [voter] = voters
  if (!voter) throw new Error('The run has no voter')
  const main = page.getByRole('main')
  const shownForm = main.locator('form').filter({ visible: true }).first()
  const firstField = main.getByRole('textbox').filter({ visible: true }).first()

  await page.goto(`${siteUrl}/mot-de-passe/`)
  await firstField.fill(voter.email)
  await take('lien', shownForm)

  await page.goto(siteUrl)
  await firstField.fill(voter.email)
  await take('connexion', shownForm)
  await signInOnPage(page, siteUrl, voter)

  await page.goto(`${siteUrl}/vote/`)
  await firstField.waitFor()
  await take('vote', shownForm)

  await openForm(page, siteUrl)
  await fillForm(page, rightAnswers(voter, '06 12 34 56 78'))
  // The smallest part of the form with the telephone: its label, its hint and its field.
  const phone = shownForm.locator('div').filter({ has: field(page, 'N° tél') })
  await take('demande', phone.last())
  await sendForm(page)
  await eventually('the SMS is on the handset', async () => {
    const texts = (await (await fetch(`${run.handsetUrl}/texts`)).json()) as unknown[]
    return texts.length > 0
  })
  // As whoever comes back sees it.
  await page.goto(`${siteUrl}/espace/`)
  const handedOver = /Remis à l.opérateur/
  await main.getByText(handedOver).filter({ visible: true }).first().waitFor()
  // The smallest part of the page that tells it with its other steps.
  const told = main.locator('section').filter({ hasText: handedOver, visible: true })
  await take('suivi', (await told.count()) > 0 ? told.last() : main)
}

/** Chromium draws the page anew under the clip, wherever it was scrolled to. */
async function take(name: PictureName, part: Locator): Promise<void> {
  const page = part.page()
  await part.waitFor()
  await page.evaluate('document.activeElement.blur()')
  await page.evaluate('scrollTo(0, 0)')
  const box = await part.boundingBox()
  if (!box) throw new Error(`${name}: nothing is shown`)
  const y = Math.max(0, box.y - padding)
  let height = Math.min(mostHeight, Math.round(box.height) + 2 * padding)
  for (; ; height -= 10) {
    const clip = { x: 0, y, width: screen.width, height }
    const png = inFewColours(
      await page.screenshot({ clip, fullPage: true, animations: 'disabled' }),
    )
    if (png.length > mostBytes && height > 100) continue
    writeFileSync(join(picturesDirectory, `${name}.png`), png)
    console.log(`${name}: ${png.length} bytes, ${clip.width} × ${height} px`)
    return
  }
}
