import { expect } from 'vitest'
import { spellOut } from '../../shared/texts/roll/notice.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { expectAccessibleState } from '../journey/browser.ts'
import { test as it } from '../journey/shared-browser.ts'
import { identifierNumber } from './notices-csv.ts'
import { run, siteUrl } from './notices-run.ts'

const identifier = identifierNumber(1_234_567)
const voter = { first_name: 'Amina', last_name: '<b>Exemple</b> & "fils"', identifier }
const file = 'lycee-jean-exemple-amina-b-exemple-b-fils'

it('spellOut names each letter and digit', () => {
  expect(spellOut('B50K')).toBe('lettre B, chiffre cinq, chiffre zéro, lettre K')
})

it('a notice as a page needs nothing from outside, has no script, and escapes names', async () => {
  const { text } = await run([{ ...voter, format: 'html' }])
  const html = text(`${file}.html`)
  expect(html).toContain('<html lang="fr">')
  expect(html).not.toMatch(/<script|<img|<link|@import|url\(|<b>/)
  expect([...html.matchAll(/https?:\/\/[^"<\s]+/g)].map(([url]) => url)).toEqual([siteUrl, siteUrl])
  expect(html).toContain(identifier)
  for (const group of identifier.split(' ')) expect(html).toContain(spellOut(group))
})

it('a notice in a browser is accessible by axe, and fits a narrow screen', async ({ browser }) => {
  const { text } = await run([{ ...voter, format: 'html' }])
  const page = await browser.newPage({
    viewport: { width: 320, height: 700 },
    bypassCSP: true,
  })
  await page.setContent(text(`${file}.html`))
  await expectAccessibleState(page)
  await page.close()
})

it('a notice for Braille has 30 cells a line and 25 lines a page at most, in plain words', async () => {
  const school = 'Lycée « Jean-Exemple » – site de la Très-Longue-Rue…'
  const email = 'assistance.du.vote@elections.example'
  const file = { helpdesk: { ...validElectionFile.helpdesk, email } }
  const { text, names } = await run([{ ...voter, school, format: 'braille' }], { file })
  const braille = text(names().find((name) => name.endsWith('.txt')) ?? '')
  const pages = braille.split('\f').map((page) => page.replace(/\n$/, '').split('\n'))
  expect(pages.length).toBeGreaterThan(2)
  for (const lines of pages) expect(lines.length).toBeLessThanOrEqual(25)
  for (const line of pages.flat()) {
    expect(line.length).toBeLessThanOrEqual(30)
    expect(line).toMatch(/^(\S+( \S+)*)?$/)
    expect(line).toMatch(/^[\w\u00c0-\u017f ,.;:!?'"()+@/&<>°-]*$/)
  }
  expect(braille).toContain('assistance.du.vote@\nelections.example\n')
  const words = braille.replace(/\s+/g, ' ')
  expect(braille.split('\n')).toContain(identifier)
  for (const group of identifier.split(' ')) expect(words).toContain(spellOut(group))
  expect(words).toContain('Lycée "Jean-Exemple" - site de la Très-Longue-Rue...')
  expect(words).toContain('du dimanche 29 novembre 2026 à 10 h au dimanche 6 décembre 2026 à 17 h.')
})
