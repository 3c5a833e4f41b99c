import { expect, test } from 'vitest'
import { weaknessOf } from '../../functions/set-password/password-weakness.ts'

test('a weak password is a NUMEN: a request is proved with it', () => {
  expect(weaknessOf('12A3456789ABC', [])).toBe('too-common')
  expect(weaknessOf('12a 3456789 abc', [])).toBe('too-common')
})

test.each(['azertyuiop12', 'Password1234', '123456789012', 'aaaaaaaaaaaa', 'soleil123456'])(
  'a weak password is one that everybody chooses: %s',
  (common) => expect(weaknessOf(common, [])).toBe('too-common'),
)

test.each([
  'la mer est calme',
  'éléphant rose bleu',
  'тихая вода глубока',
  `${'x'.repeat(20)}la barque du phare 62`,
  '  deux  espaces  devant',
])('no password is too weak for its characters, when it is long and uncommon: %s', (good) => {
  expect(weaknessOf(good, [])).toBeUndefined()
})

test('a weak password is one made of a word that is known of the voter', () => {
  expect(weaknessOf('zablocki2026', [])).toBeUndefined()
  expect(weaknessOf('zablocki2026', ['zablocki'])).toBe('too-common')
})

test.each([
  ['motdepasse', 'motdepassekqzwv'],
  ['identifiant', 'identifiantkqzwv'],
  ['electeur', 'electeurkqzwv'],
  ['notice', 'noticekq1987'],
  ['reassort', 'reassortkqzwv'],
  ['vote', 'votekqzwvkqzwv'],
  ['voter', 'voterkqzwkqzw'],
  ['jevote', 'jevotekq1987'],
  ['election', 'electionkqzwv'],
  ['elections', 'electionskqzwv'],
  ['academie', 'academiekqzwv'],
  ['ministere', 'ministerekqzwv'],
  ['education', 'educationkqzwv'],
  ['educationnationale', 'educationnationalekqzwv'],
  ['professeur', 'professeurkq1987'],
  ['vivelafrance', 'Vive la France!'],
  ['libertegalitefraternite', 'libertegalitefraternite'],
  ['liberteegalitefraternite', 'Liberté, égalité, fraternité'],
  ['allezlesbleus', 'Allez les Bleus'],
])('a password of a word that anybody would try here is too weak: %s', (_, password) => {
  expect(weaknessOf(password, [])).toBe('too-common')
})
