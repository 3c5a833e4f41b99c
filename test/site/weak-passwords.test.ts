import { expect, test } from 'vitest'
import { weaknessOf as judgedByApi } from '../../functions/set-password/password-weakness.ts'
import { charactersOf, leastCharacters } from '../../shared/domain/account/password-strength.ts'
import { commonPasswords } from '../../site/common-passwords.ts'
import {
  opinionOf,
  tooCommonAmong,
  weaknessOf,
} from '../../site/scripts/account/password-strength.ts'
import { sized } from '../size.ts'

const isTooCommon = tooCommonAmong(commonPasswords)

const ends = ['', '1', '12', '123', '1234', '2026', '!', '2026!', '75', '1975']
const longEnough = (password: string) => charactersOf(password).length >= leastCharacters
/** Each takes the API's judge some thirty milliseconds: in part, every seventh is judged. */
const withEnds = (words: string[]) =>
  words
    .flatMap((word) => ends.map((end) => word + end))
    .filter(longEnough)
    .filter((_, nth) => nth % sized(7, 1) === 0)

const rows = ['azertyuiop', 'qsdfghjklm', 'qwertyuiop', '1234567890']
const typedRuns = withEnds([
  ...rows,
  ...rows.map((row) => [...row].reverse().join('')),
  ...rows.map((row) => row.toUpperCase()),
  ...['abcdefghijkl', 'lkjihgfedcba', '01234567890'],
])
const wordsOfTheElection = withEnds([
  ...[
    'Motdepasse',
    'Mot de passe',
    'identifiant',
    'Éducation nationale',
    'Professeur',
    'élections',
  ],
  ...['vivelafrance', 'Ministère', 'Liberté Égalité Fraternité'],
])
const namesAndOthers = withEnds([
  ...['Christophe', 'Jean-Pierre', 'marieclaude', 'Alexandre', 'Marseille', 'Guadeloupe', 'soleil'],
  ...['bonjour', 'chocolat', 'doudou', 'loulou', 'jetaime', 'monamour', 'footballeur', 'superman'],
])
const all = [...typedRuns, ...wordsOfTheElection, ...namesAndOthers]
// Judged once.
const refused = new Set(all.filter((password) => judgedByApi(password, [])))

test('whatever the API refuses, the page had not said to be good', () => {
  expect(refused.size).toBeGreaterThan(sized(25, 200))
  for (const password of refused)
    expect(opinionOf(password, isTooCommon), password).toMatch(/^Trop |il sera refusé/)
})

test('the page refuses runs along a keyboard and words of the election by itself, and only what the API does', () => {
  for (const password of all)
    if (weaknessOf(password, isTooCommon)) expect(refused, password).toContain(password)
  const plainEnds = [...typedRuns, ...wordsOfTheElection].filter((one) => refused.has(one))
  const missed = plainEnds.filter((password) => !weaknessOf(password, isTooCommon))
  expect(missed).toEqual([])
})
