import { describe, expect, test } from 'vitest'
import { contestText, voteText } from '../../shared/texts/election/voting-periods.ts'
import {
  type IdentifierSituation,
  identifierHintText,
  validIdentifierText,
} from '../../shared/texts/reissue/valid-identifier.ts'
import { plain } from './plain.ts'

const timeZone = 'Europe/Paris'
const opensAt = '2026-12-03T09:00:00Z'
const closesAt = '2026-12-10T16:00:00Z'
const now = new Date('2026-12-04T19:50:00Z')

test('the dates of the vote and of contesting come with what to do in each period', () => {
  const vote = (state: Parameters<typeof voteText>[0]['state'], at = now) =>
    plain(voteText({ state, opensAt, closesAt, timeZone, now: at }))
  expect(vote('not-open', new Date('2026-11-20T12:00:00Z'))).toContain(
    'ouvrira le jeudi 3 décembre à 10 h et fermera le jeudi 10 décembre à 17 h (heure de Paris)',
  )
  expect(vote('open')).toContain("ouvert jusqu'au jeudi 10 décembre à 17 h")
  expect(vote('closes-soon', new Date('2026-12-10T15:00:00Z'))).toContain(
    'dans moins de deux heures, à 17 h (heure de Paris) : votez sans attendre',
  )
  const finishesAt = '2026-12-10T16:30:00Z'
  const after = { state: 'finishing' as const, now: new Date(closesAt), finishesAt }
  expect(plain(voteText({ opensAt, closesAt, timeZone, ...after }))).toBe(
    "Le vote a fermé à 17 h (heure de Paris), mais vous pouvez finir de voter jusqu'à 17 h 30, sans vous déconnecter.",
  )
  expect(vote('closed', new Date('2027-01-04T12:00:00Z'))).toContain(
    "il a fermé le jeudi 10 décembre 2026 à 17 h (heure de Paris). Pour toute question, contactez l'assistance.",
  )
})

test('the dates of the vote and of contesting say until when voters can contest, and whom to ask later', () => {
  const contest = (at: Date) => plain(contestText(closesAt, timeZone, at))
  expect(contest(now)).toContain(
    "contester votre inscription ou demander une information jusqu'au jeudi 10 décembre à 17 h",
  )
  const over = contest(new Date(closesAt))
  expect(over).toMatch(/a pris fin à 17 h .*assistance/)
})

describe('the valid identifier', () => {
  const of = (changes: Partial<IdentifierSituation>) => {
    const usual = { from: 'notice' as const, isUnderWay: false, mayRequest: true, timeZone, now }
    return { ...usual, ...changes }
  }
  const text = (changes: Partial<IdentifierSituation>) => plain(validIdentifierText(of(changes)))

  test('is described by its source, or by the way to get one', () => {
    const sentAt = '2026-12-04T19:43:00Z'
    expect(text({})).toContain('imprimé sur votre notice de vote.')
    expect(text({ from: 'sms', sentAt })).toBe("Utilisez l'identifiant du SMS de 20 h 43.")
    expect(text({ from: 'sms', sentAt, now: new Date('2026-12-05T12:00:00Z') })).toContain(
      'du SMS du vendredi 4 décembre à 20 h 43.',
    )
    expect(text({ from: 'nowhere' })).toContain('demandez-en un.')
    expect(text({ from: 'nowhere', isUnderWay: true })).toContain('Attendez le SMS')
    expect(text({ from: 'nowhere', mayRequest: false })).toContain("contactez l'assistance")
    expect(text({ from: 'nowhere', lateSmsAt: sentAt })).toBe(
      'Si le SMS de 20 h 43 finit par arriver, son identifiant fonctionne. Sinon, demandez-en un autre.',
    )
  })

  test('is to be kept during a suspension, and not mentioned once the vote is closed', () => {
    const sentAt = '2026-12-04T19:43:00Z'
    const printed = { text: 'Utilisez la notice.' }
    for (const changes of [{}, printed, { from: 'sms' as const, sentAt }]) {
      expect(text({ ...changes, vote: 'open' })).toMatch(/^Utilisez /)
      expect(text({ ...changes, vote: 'suspended' })).toMatch(/^Gardez /)
      expect(text({ ...changes, vote: 'closed' })).toBe('')
      expect(identifierHintText(of({ ...changes, vote: 'closed' }))).toBe('')
    }
  })

  test('is described in the booth by the same words', () => {
    expect(plain(identifierHintText(of({})))).toMatch(/imprimé sur votre notice de vote\.$/)
    const sentAt = '2026-12-04T19:43:00Z'
    expect(plain(identifierHintText(of({ from: 'sms', sentAt })))).toMatch(
      /43\. Vous pouvez coller le SMS entier/,
    )
    expect(identifierHintText(of({ from: 'nowhere' }))).toContain('demandez-en un')
  })
})
