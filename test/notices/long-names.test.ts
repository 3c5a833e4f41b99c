import { expect, it } from 'vitest'
import { run } from './notices-run.ts'

/** The longest names that an import accepts, in the widest letters without a space: no line may end in « … ». */
const longest = {
  first_name: 'Ŵ'.repeat(100),
  last_name: 'W'.repeat(100),
  school: 'M'.repeat(120),
}
const emails = ['a', 'b'].map((one) => `${one}${'m'.repeat(63)}@${'w'.repeat(60)}.example.org`)

const fits = { right: 595.28 - 48, bottom: 841.89 - 24 }

it('the longest names are printed whole, on notices and signature sheet', async () => {
  const voters = [
    ...emails.map((email) => ({ ...longest, email })),
    { ...longest, school: `${longest.school.slice(1)}Ŵ`, format: 'grand' },
  ]
  const { pdf, names } = await run(voters)
  const pages = names()
    .filter((name) => name.endsWith('.pdf'))
    .flatMap((name) => pdf(name).pages)
  const said = pages.map(({ texts }) => texts.join('').replace(/\s/g, ''))
  for (const page of said) expect(page).not.toContain('…')
  const sheets = said.filter((page) => page.includes('Feuilled’émargement'))
  const notices = said.filter((page) => !sheets.includes(page)).join('')
  const named = `${longest.first_name}${longest.last_name}`
  expect(notices.split(named)).toHaveLength(1 + voters.length)
  expect(notices.split(longest.school)).toHaveLength(1 + emails.length)
  expect(said.join('').split(longest.last_name)).toHaveLength(1 + 2 * voters.length)
  for (const email of emails) {
    expect(notices).toContain(email)
    expect(said.join('')).toContain(`${longest.last_name}${email}${longest.first_name}`)
  }
  for (const { lines } of pages) {
    for (const { baseline, size } of lines) {
      expect(baseline).toBeLessThanOrEqual(fits.bottom)
      expect(size).toBeGreaterThanOrEqual(5)
    }
  }
})

it('a row of the sheet is as high as its names need, and pages break accordingly', async () => {
  const voters = Array.from({ length: 30 }, () => longest).map((voter, at) => ({
    ...voter,
    last_name: `${at}${'W'.repeat(98)}`,
    school: 'Lycée',
  }))
  const { pdf } = await run(voters)
  const sheets = pdf('lycee.pdf').pages.slice(0, -30)
  const rows = sheets.map(({ texts }) => texts.filter((text) => /^\d+W/.test(text)).length)
  expect(rows.reduce((sum, count) => sum + count)).toBe(30)
  expect(sheets.length).toBeGreaterThan(2)
  expect(sheets[1]?.texts).toContain('Signature')
  const last = sheets
    .at(-1)
    ?.decoration.map((text) => text.replaceAll('\u00a0', ' '))
    .join(' ')
  expect(last).toContain(`Page ${sheets.length} sur ${sheets.length}`)
})
