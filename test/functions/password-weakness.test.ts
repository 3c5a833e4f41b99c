import { describe, expect, it } from 'vitest'
import { weaknessOf } from '../../functions/set-password/password-weakness.ts'

describe('a password that is too weak', () => {
  it('may be a NUMEN, which proves a request', () => {
    expect(weaknessOf('12A3456789ABC', [])).toBe('too-common')
    expect(weaknessOf('12a 3456789 abc', [])).toBe('too-common')
  })

  it.each(['azertyuiop12', 'Password1234', '123456789012', 'aaaaaaaaaaaa', 'soleil123456'])(
    'may be a common one: %s',
    (common) => expect(weaknessOf(common, [])).toBe('too-common'),
  )

  it.each([
    'la mer est calme',
    'éléphant rose bleu',
    'тихая вода глубока',
    `${'x'.repeat(20)}la barque du phare 62`,
    '  deux  espaces  devant',
  ])('is never long and uncommon, whatever its characters: %s', (good) => {
    expect(weaknessOf(good, [])).toBeUndefined()
  })

  it('may be made of a word known about the voter', () => {
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
  ])('may be made of a word that anybody would try here: %s', (_, password) => {
    expect(weaknessOf(password, [])).toBe('too-common')
  })
})
