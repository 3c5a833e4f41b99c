import { expect, test } from 'vitest'
import { answersIn, builtSite, election, textOf } from './built-site.ts'

const { page } = builtSite()
const rare = builtSite({ ...election, limits: { ...election.limits, reissuesPerVoter: 1 } })
const generous = builtSite({
  ...election,
  limits: { ...election.limits, noticesBeyondRequests: 1 },
})

test('the help never says that an SMS arrived', () => {
  const words = answersIn(page('/aide/'))
    .map(({ text }) => text)
    .join(' ')
  expect(words).not.toMatch(
    /SMS (est|a été|sont) (bien )?(arrivé|reçu|délivré)|accusé de réception/i,
  )
})

test('the help is readable without a script: only the search field is hidden', () => {
  const main = page('/aide/').match(/<main.*<\/main>/s)?.[0] ?? ''
  expect(main).not.toMatch(/<[^>]* hidden[^>]*>/)
  expect(main.match(/<[^>]*--ahead[^>]*>/g)).toEqual([expect.stringContaining('data-search')])
})

test('the help uses the singular for one request', () => {
  expect(textOf(rare.page('/aide/'))).toContain('Vous pouvez demander 1 identifiant au maximum.')
  expect(textOf(rare.page('/en/help/'))).toContain('You can ask for 1 identifier at most.')
})

test('the help promises a printed notice after the last request only if staff may print one', () => {
  const words = ({ page: pageOf }: typeof rare) =>
    ['/aide/', '/en/help/'].map((path) => textOf(pageOf(path))).join(' ')
  const promise =
    /Ensuite, l'assistance peut vous imprimer une notice.*the helpdesk can print a voting/
  expect(words(generous)).toMatch(promise)
  expect(words(rare)).not.toMatch(promise)
  expect(words(rare)).toMatch(/pas d'autre, même par l'assistance.*not even from the helpdesk/)
})

test('the help names the time zone of the last request, for voters overseas', () => {
  expect(textOf(page('/aide/'))).toMatch(/en demander un jusqu'au [^.]* \(heure de Paris\), 3 fois/)
  expect(textOf(page('/en/help/'))).toMatch(/You can ask until [^.]* \(Paris time\), and/)
})
