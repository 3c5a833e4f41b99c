import { expect, test } from 'vitest'
import { codeWaitText, linkWaitText } from '../../shared/texts/account/link-wait.ts'

const of = (waitMinutes: number, noRepeatToday = false) => ({
  waitMinutes,
  codeWaitMinutes: waitMinutes,
  noRepeatToday,
})
const waitsIn = (minutes: number) =>
  [linkWaitText(of(minutes)), codeWaitText(of(minutes))].map(
    (text) => / jusqu'à (.*?) à partir/.exec(text)?.[1],
  )

test('a wait of a minute is not mentioned', () => {
  for (const text of [linkWaitText, codeWaitText]) {
    expect([text(of(0)), text(of(1))]).toEqual(['', ''])
  }
})

test.each([
  [2, '5 minutes'],
  [6, '10 minutes'],
  [56, '1 h'],
  [61, '1 h 10'],
  [119, '2 h'],
])('a wait of %i minutes is given as %s', (minutes, words) => {
  expect(waitsIn(minutes)).toEqual([words, words])
})

test('a wait of more than four hours is given roughly', () => {
  expect(waitsIn(240)).toEqual(['4 h', '4 h'])
  for (const text of [linkWaitText, codeWaitText]) {
    expect(text(of(241))).toContain('peut mettre plusieurs heures à partir')
  }
})

test('a reached daily limit comes first, with what to do', () => {
  expect(linkWaitText(of(0, true))).toMatch(
    /^Si un lien vous a déjà été envoyé .* redemandez-en un demain, ou contactez l'assistance\.$/,
  )
  expect(linkWaitText(of(10, true))).toMatch(/assistance\. Sinon : beaucoup de personnes/)
  expect(codeWaitText(of(0, true))).toMatch(/^Si un code vous a déjà .* saisissez celui-là\.$/)
  expect(codeWaitText(of(10, true))).toMatch(/celui-là\. Sinon : beaucoup d'e-mails/)
})

test('link and code each give their own wait', () => {
  const wait = { waitMinutes: 0, codeWaitMinutes: 30, noRepeatToday: false }
  expect(linkWaitText(wait)).toBe('')
  expect(codeWaitText(wait)).toContain('30 minutes')
})
