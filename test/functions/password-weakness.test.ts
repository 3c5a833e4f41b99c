import { describe, expect, it } from 'vitest'
import { weaknessOf } from '../../functions/set-password/password-weakness.ts'

describe('a password that is too weak', () => {
  it('is a NUMEN: a request is proved with it', () => {
    expect(weaknessOf('12A3456789ABC', [])).toBe('too-common')
    expect(weaknessOf('12a 3456789 abc', [])).toBe('too-common')
  })

  it.each(['azertyuiop12', 'Password1234', '123456789012', 'aaaaaaaaaaaa', 'soleil123456'])(
    'is one that everybody chooses: %s',
    (common) => expect(weaknessOf(common, [])).toBe('too-common'),
  )

  it.each([
    'la mer est calme',
    'éléphant rose bleu',
    'тихая вода глубока',
    `${'x'.repeat(20)}la barque du phare 62`,
    '  deux  espaces  devant',
  ])('is none whatever its characters, when it is long and uncommon: %s', (good) => {
    expect(weaknessOf(good, [])).toBeUndefined()
  })

  it('is one made of a word that is known of the voter', () => {
    expect(weaknessOf('zablocki2026', [])).toBeUndefined()
    expect(weaknessOf('zablocki2026', ['zablocki'])).toBe('too-common')
  })

  it.each([
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
  ])('is one made of a word that anybody would try here: %s', (_, password) => {
    expect(weaknessOf(password, [])).toBe('too-common')
  })
})
