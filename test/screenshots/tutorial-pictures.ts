import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { PictureName } from '../../shared/texts/tutorial/tutorial.ts'
import { pictureDensity, picturesDirectory } from '../../site/tutorial-pictures.ts'
import { field, launchChromium, noChromium } from '../journey/browser.ts'
import { eventually, runLocally } from '../journey/local-run.ts'
import { fillForm, openForm, rightAnswers, sendForm, signInOnPage } from '../journey/pages.ts'
import { inFewColours } from './few-colours.ts'

// `npm run tutorial-pictures`: the pictures of the tutorial, taken from the pages of a run of its own. They are
// committed: only a change of these pages needs this command. Pages are found by their roles and labels.

const screen = { width: 320, height: 640 }
const padding = 5
/** A picture shows where one is, and need not show all: five of them and their page are to be light. */
const mostBytes = 5_000

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
  const button = (name: string) => main.getByRole('button', { name, exact: true })
  const firstField = main.getByRole('textbox').filter({ visible: true }).first()

  await page.goto(`${siteUrl}/mot-de-passe/`)
  await firstField.fill(voter.email)
  await take('lien', shownForm, button('Recevoir un lien'))

  await page.goto(siteUrl)
  await firstField.fill(voter.email)
  await take('connexion', shownForm, field(page, 'Mot de passe personnel'))
  await signInOnPage(page, siteUrl, voter)

  await page.goto(`${siteUrl}/vote/`)
  await firstField.waitFor()
  await take('vote', shownForm, field(page, 'Identifiant électeur'))

  await openForm(page, siteUrl)
  await fillForm(page, rightAnswers(voter, '06 12 34 56 78'))
  // The smallest part of the form with the telephone: its label, its hint and its field.
  const phone = shownForm.locator('div').filter({ has: field(page, 'N° tél') })
  await take('demande', phone.last(), field(page, 'N° tél'))
  await sendForm(page)
  await eventually('the SMS is on the handset', async () => {
    const texts = (await (await fetch(`${run.handsetUrl}/texts`)).json()) as unknown[]
    return texts.length > 0
  })
  // As whoever comes back sees it.
  await page.goto(`${siteUrl}/espace/`)
  const handedOver = /SMS remis à l.opérateur/
  await main.getByText(handedOver).filter({ visible: true }).first().waitFor()
  await main.locator('summary', { hasText: 'Étapes de votre demande' }).click()
  const steps = main.getByRole('list', { name: 'Étapes de votre demande' })
  await take('suivi', steps, steps)
}

/**
 * From where one part begins to where another ends, so that no sentence is cut and the alternative tells all.
 * Chromium draws the page anew under the clip, wherever it was scrolled to.
 */
async function take(name: PictureName, first: Locator, last: Locator): Promise<void> {
  const page = first.page()
  await last.waitFor()
  await page.evaluate('document.activeElement.blur()')
  await page.evaluate('scrollTo(0, 0)')
  const [above, below] = [await first.boundingBox(), await last.boundingBox()]
  if (!above || !below) throw new Error(`${name}: nothing is shown`)
  const y = Math.max(0, Math.floor(above.y) - padding)
  const height = Math.ceil(below.y + below.height) + padding - y
  const clip = { x: 0, y, width: screen.width, height }
  const png = inFewColours(await page.screenshot({ clip, fullPage: true, animations: 'disabled' }))
  if (png.length > mostBytes) throw new Error(`${name} has ${png.length} bytes: show less of it`)
  writeFileSync(join(picturesDirectory, `${name}.png`), png)
  console.log(`${name}: ${png.length} bytes, ${clip.width} × ${height} px`)
}
