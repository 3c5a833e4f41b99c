import { describe, expect, it, test } from 'vitest'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { rollPhone } from '../../shared/domain/roll/roll-phones.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { noIdentifierHash } from '../../shared/domain/voter/identifier-derivation.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld, formerEmail } from '../builders/voter-world.ts'
import { election, siteUrl } from '../builders/voters.ts'
import { plain } from '../texts/plain.ts'

const { tables, voter, mailer, ports } = await forEachTest(aVoterWorld)

const notify = (
  news: AccountNotification['news'],
  ageSeconds = 2,
  at: Date = now,
  takeToken = async (): Promise<boolean> => true,
) => {
  return mailNotification(
    { ...ports, takeToken },
    { voterId: voter.voterId, news, at } as AccountNotification,
    ageSeconds,
  )
}
const mailed = () => mailer.mails.map(({ to, subject }) => [to, subject])

const cases: [AccountNotification['news'], Partial<Voter>, string][] = [
  ['password-set', { passwordSetAt: now }, 'Votre mot de passe a été créé'],
  ['roll-corrected', { correctedAt: now }, 'La liste électorale a été corrigée pour vous'],
  ['roll-removed', { removedAt: now }, 'Vous n’êtes plus sur la liste électorale'],
  [
    'notice-returned',
    { noticeReturnedAt: now, identifierHash: noIdentifierHash(now) },
    'Votre notice de vote ne vous a pas été remise',
  ],
  [
    'notice-renewed',
    { noticeRenewedAt: now },
    'Une nouvelle notice de vote est imprimée pour vous',
  ],
]

describe.each(cases)('a voter is told of %s', (news, done, subject) => {
  it('once it is done: the notification comes back until then, and no longer than it may take', async () => {
    expect(await notify(news, 59)).toBe('not-yet')
    expect(await notify(news, 60)).toBe('over')
    expect(mailer.mails).toEqual([])
    tables.alter.voter(voter.voterId, done)
    expect(await notify(news, 60)).toBe('mailed')
    expect(mailed()).toEqual([[voter.email, subject]])
  })

  it('once, though it was done again meanwhile: that has a notification of its own', async () => {
    tables.alter.voter(voter.voterId, done)
    expect(await notify(news, 2, secondsLater(now, -5))).toBe('over')
    expect(await notify(news, 60, secondsLater(now, 5))).toBe('over')
    expect(mailer.mails).toEqual([])
  })
})

const shown = { phoneHash: 'hash', sealedPhone: 'sealed', maskedPhone: '•• 78', territory: 'FR' }
const phone: KnownPhone = { ...shown, setAt: now, settlesAt: now }
const returned = { noticeReturnedAt: now, identifierHash: noIdentifierHash(now) }

it.each<[string, AccountNotification['news'], Partial<Voter>]>([
  ['a correction, once removed', 'roll-corrected', { correctedAt: now, removedAt: now }],
  ['a notice that came back, once removed', 'notice-returned', { ...returned, removedAt: now }],
  [
    'a notice that came back, once they have another identifier',
    'notice-returned',
    { ...returned, identifierHash: 'another' },
  ],
  ['a new notice, once removed', 'notice-renewed', { noticeRenewedAt: now, removedAt: now }],
  ['a new notice, once it came back', 'notice-renewed', { noticeRenewedAt: now, ...returned }],
])('a voter is not told of %s: it would be false', async (_, news, done) => {
  tables.alter.voter(voter.voterId, done)
  expect(await notify(news)).toBe('over')
  expect(mailer.mails).toEqual([])
})

test('another address is told to both, and the new one to its own readers alone', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, formerEmail })
  expect(await notify('roll-corrected')).toBe('mailed')
  expect(mailer.mails.map(({ to }) => to)).toEqual([formerEmail, voter.email])
  expect(JSON.stringify(mailer.mails[0])).not.toContain(voter.email)
  expect(mailer.mails[1]?.text).toContain(`${siteUrl}/mot-de-passe/`)
})

test('a correction names the ballots of this election that the voter has, and asks for no password', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, ballots: ['csa-ministeriel', 'another'] })
  expect(await notify('roll-corrected')).toBe('mailed')
  const text = plain(mailer.mails[0]?.text ?? '')
  const titles = election.ballots.filter(({ title }) => text.includes(plain(title)))
  expect(titles.map(({ id }) => id)).toEqual(['csa-ministeriel'])
  expect(text).not.toContain('/mot-de-passe/')
})

test.each([
  ['2026-11-24', 'pourra recevoir un nouvel identifiant électeur.'],
  ['2026-11-25', 'pourra recevoir un nouvel identifiant électeur à partir du jeudi 26 novembre'],
])('a phone of the roll is mailed as requested by its voter on %s', async (requestedOn, text) => {
  const phone = '+33612345678' as Phone
  const seal = { phoneHash: 'hash', sealedPhone: 'sealed' }
  const knownPhone = rollPhone(seal, { phone, requestedOn }, election, now)
  tables.alter.voter(voter.voterId, { knownPhone })
  expect(await notify('phone-set')).toBe('mailed')
  const mail = plain(mailer.mails[0]?.text ?? '')
  expect(mail).toContain(`78, selon votre demande du ${requestedOn.slice(-2)} novembre 2026`)
  expect(mail).toContain(plain(text))
  expect(mail).not.toContain('mot-de-passe')
})

test.each([
  [-1, true],
  [0, false],
])('a removed phone is said to get an SMS if removed %s s after the vote: %s', async (s, said) => {
  const at = secondsLater(election.dates.voteClosesAt, s) as ElectionInstant
  const former = { ...phone, settlesAt: at, changedAt: at, endsAt: secondsLater(at, 9) }
  tables.alter.voter(voter.voterId, { formerPhone: former })
  expect(await notify('phone-removed', 2, at)).toBe('mailed')
  expect(mailer.mails[0]?.text.includes('SMS')).toBe(said)
})

test('a removal can be contested until the date of the election, and is not said to be after it', async () => {
  const { contestUntil } = election.dates
  const contested = async (at: Date) => {
    tables.alter.voter(voter.voterId, { removedAt: at })
    await notify('roll-removed', 2, at)
    return mailer.mails.at(-1)?.text.includes('contester')
  }
  expect(await contested(secondsLater(contestUntil, -1))).toBe(true)
  expect(await contested(contestUntil)).toBe(false)
})

test('a correction with two mails takes both tokens before the first leaves', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, formerEmail })
  let tokens = 0
  const once = async () => ++tokens < 2
  expect(await notify('roll-corrected', 2, now, once)).toBe('no-token')
  expect(mailer.mails).toEqual([])
  expect(await notify('roll-corrected')).toBe('mailed')
  expect(mailer.mails).toHaveLength(2)
})

test('a correction by two people says until when no identifier is asked for online, and no other does', async () => {
  const until = 'en ligne avant le jeudi 26 novembre à 10 h'
  tables.alter.voter(voter.voterId, { correctedAt: now, repairedAt: now })
  await notify('roll-corrected')
  expect(plain(mailer.mails[0]?.text ?? '')).toContain(until)
  const { repairedAt, ...corrected } = tables.look.voter(voter.voterId)
  tables.replace.voter(corrected)
  await notify('roll-corrected')
  expect(plain(mailer.mails[1]?.text ?? '')).not.toContain('en ligne avant')
})
