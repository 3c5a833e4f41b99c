import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { htmlEscape } from 'escape-goat'
import type { Page } from 'playwright-core'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import { buildSite, buildStaffSite } from '../../site/build.ts'
import { launchChromium, noChromium } from '../journey/browser.ts'
import { election as electionOfMails } from '../texts/mail-cases.ts'
import { mails } from '../texts/mail-examples.ts'
import { act, heightOf, openState } from './open-state.ts'
import { pageStates } from './page-states.ts'
import { election, knowingElection, staffedElection } from './sample-answers.ts'
import { staffStates } from './staff-states.ts'

printHelpIfAsked(
  `npm run screenshots: every page in every state, at three widths, light and dark, and every e-mail, in
screenshots/index.html, in place of those of before. npm run screenshots -- space mails draws these alone.`,
)

const directory = join(import.meta.dirname, '../../screenshots')
const only = process.argv.slice(2)
const isChosen = (name: string) => only.length === 0 || only.includes(name)

const rows: string[] = []

async function draw(page: Page, state: string, widths: readonly number[]): Promise<void> {
  const pictures: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: heightOf(width) })
      const taken = Number(await page.evaluate('document.documentElement.scrollWidth'))
      if (taken > width) throw new Error(`${state} is wider than ${width} px`)
      const file = `${`${state} ${width} ${colorScheme}`.replaceAll(/\W+/g, '-')}.png`
      await page.screenshot({ path: join(directory, file), fullPage: true })
      pictures.push(`<a href="${file}"><img loading="lazy" src="${file}" alt=""></a>`)
    }
  }
  rows.push(`${htmlEscape`<h2>${state}</h2>`}<div>${pictures.join('\n')}</div>`)
  console.log(state)
}

const browser = await launchChromium()
if (!browser) throw new Error(noChromium)
try {
  const sites = {
    voters: buildSite(election),
    staffed: buildSite(staffedElection),
    knowing: buildSite(knowingElection),
    staff: buildStaffSite(staffedElection),
  }
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  for (const [name, states] of Object.entries({ ...pageStates, ...staffStates }).filter(([name]) =>
    isChosen(name),
  )) {
    for (const [stateName, state] of Object.entries(states)) {
      const site = sites[state.site ?? 'voters']
      const page = await openState(browser, site, state, { width: 320, colorScheme: 'light' })
      await act(page, state)
      await page.evaluate(
        "Promise.all([...document.images].map((image) => ((image.loading = 'eager'), image.decode().catch(() => {}))))",
      )
      await draw(page, `${name}: ${stateName}`, [320, 768, 1280])
      await page.context().close()
    }
  }
  for (const [name, { write }] of Object.entries(mails).filter(() => isChosen('mails'))) {
    const page = await browser.newPage()
    await page.setContent(write(electionOfMails, {}).html)
    await draw(page, `mail: ${name}`, [320, 600])
    await page.close()
  }
  writeFileSync(
    join(directory, 'index.html'),
    `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Every page in every state</title>
<style>body{font:16px sans-serif;background:#888}div{display:flex;gap:12px;align-items:flex-start;overflow-x:auto}img{display:block;max-height:90vh}</style>
${rows.join('\n')}
</html>
`,
  )
} finally {
  await browser.close()
}
