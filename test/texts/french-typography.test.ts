import { expect, test } from 'vitest'
import { addFrenchSpaces } from '../../shared/texts/french-typography.ts'
import { typesetPage } from '../../site/french-typography.ts'

test('high punctuation never begins a line', () => {
  expect(addFrenchSpaces('Oublié ? Voir : « Aide »')).toBe(
    'Oublié\u00a0? Voir\u00a0: «\u00a0Aide\u00a0»',
  )
})

test('a number or a time of day never breaks', () => {
  expect(addFrenchSpaces('le 06 12 34 56 78, de 8 h à 18 h 30, en 13 caractères')).toBe(
    'le 06\u00a012\u00a034\u00a056\u00a078, de 8\u00a0h à 18\u00a0h\u00a030, en 13 caractères',
  )
})

test("a page's text is typeset, and its tags stay unchanged", () => {
  expect(
    typesetPage(
      `<a class='x' href='/aide/?d=l'>L&#39;aide</a> ? <img alt="L'aide ?" src="/l'a ?">`,
    ),
  ).toBe(`<a class='x' href='/aide/?d=l'>L’aide</a>\u00a0? <img alt="L’aide\u00a0?" src="/l'a ?">`)
})
