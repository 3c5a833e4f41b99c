import { expect, it } from 'vitest'
import { fieldTexts, problemTexts, retryText } from '../../shared/texts/problems.ts'

it.each(Object.entries(problemTexts))(
  'the text of a refusal is whole sentences: %s',
  (_, problem) => {
    expect(Object.values(problem).join('\n')).toMatch(/^(\p{Lu}[^\n]*\.\n?)+$/u)
  },
)

it.each(Object.entries(fieldTexts))(
  'the text of a field’s error is a whole sentence: %s',
  (_, text) => {
    expect(text).toMatch(/^\p{Lu}.*\.$/u)
  },
)

it('the text of a refusal does not reveal whether NUMEN or birth date is wrong', () => {
  const { title } = problemTexts['identity-mismatch']
  expect(title).toContain('NUMEN')
  expect(title).toContain('date de naissance')
})

it('a phone that gets no SMS from here leaves two ways out', () => {
  const text = fieldTexts['phone.territory-not-allowed']
  expect(text).toMatch(/Indiquez un autre numéro, ou contactez l'assistance\.$/)
})

it.each([
  [1, '1 seconde'],
  [60, '1 minute'],
  [61, '2 minutes'],
  [90 * 60, '90 minutes'],
  [91 * 60, '2 heures'],
  [86_400, '24 heures'],
])('a wait of %d seconds is given as %s', (seconds, wait) => {
  const helpdesk = seconds < 60 ? '' : ", ou contactez l'assistance"
  expect(retryText(seconds)).toBe(`Réessayez dans ${wait}${helpdesk}.`)
})
