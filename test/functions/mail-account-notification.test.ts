import { describe, expect, it, test } from 'vitest'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { rollPhone } from '../../shared/domain/roll/roll-phones.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { returnedHash } from '../../shared/domain/voter/identifier-derivation.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { type BothClocks, keys, later, now } from '../builders/values.ts'
import { aVoterWorld, formerEmail } from '../builders/voter-world.ts'
import { election, siteUrl } from '../builders/voters.ts'
import { plain } from '../texts/plain.ts'

const { tables, mailer, voter, ports } = await forEachTest(aVoterWorld)

const notify = (
  notification: { news: AccountNotification['news']; at: BothClocks; voterId?: string },
  ageSeconds = 2,
  engines: Partial<Parameters<typeof mailNotification>[0]> = {},
) =>
  mailNotification(
    { ...ports, ...engines },
    { voterId: voter.voterId, ...notification } as AccountNotification,
    ageSeconds,
  )

const subjects = () => mailer.mails.map(({ subject }) => subject)
const textOf = (mail: number) => mailer.mails[mail]?.text.replaceAll(/[\u00a0\u202f]/g, ' ')

const set = { news: 'password-set', at: now } as const

test('a voter is mailed about a first password', async () => {
  tables.alter.voter(voter.voterId, { passwordSetAt: now })
  expect(await notify(set)).toBe('mailed')
  expect(subjects()).toEqual(['Votre mot de passe a été créé'])
  expect(textOf(0)).not.toContain('en ligne avant')
})

test('a voter is mailed about a new password, and from when a new identifier can be asked for', async () => {
  tables.alter.voter(voter.voterId, { passwordSetAt: now, passwordRenewedAt: now })
  expect(await notify(set)).toBe('mailed')
  expect(subjects()).toEqual(['Votre mot de passe a été remplacé'])
  expect(textOf(0)).toContain('a été remplacé le')
  expect(textOf(0)).toContain('en ligne avant le jeudi 26 novembre à 10 h.')
})

test('nobody is mailed about a password who is on no roll', async () => {
  expect(await notify({ ...set, voterId: 'nobody' })).toBe('absent')
})

const wrongIdentities = { news: 'identity-refused', at: later(60) } as const

test('a mail about wrong identities says how to end all sessions', async () => {
  expect(await notify(wrongIdentities)).toBe('mailed')
  const link = sessionsLink(siteUrl, keys, tables.look.voter(voter.voterId))
  expect(textOf(0)).toContain(`\n${link}\n`)
})

test('no mail about wrong identities leaves once there is a newer password', async () => {
  tables.alter.voter(voter.voterId, { passwordSetAt: later(60) })
  expect(await notify(wrongIdentities)).toBe('over')
  tables.alter.voter(voter.voterId, { passwordSetAt: later(59) })
  expect(await notify(wrongIdentities)).toBe('mailed')
})

const lostFactors = { news: 'both-factors-lost', at: later(60) } as const

test('a mail about a refusal for lost factors says until when it lasts', async () => {
  tables.alter.voter(voter.voterId, { passwordRenewedAt: now })
  expect(await notify(lostFactors)).toBe('mailed')
  expect(textOf(0)).toContain('le jeudi 26 novembre à 10 h.')
})

test('no mail about a refusal for lost factors leaves when nothing blocks the voter', async () => {
  expect(await notify(lostFactors)).toBe('over')
  tables.alter.voter(voter.voterId, { passwordRenewedAt: later(-86_400) })
  expect(await notify(lostFactors)).toBe('over')
  expect(mailer.mails).toEqual([])
})

test.each([
  ['file-opened', /le code affiché dans votre espace/],
  ['file-opened-by-identity', /qui a dit votre NUMEN et votre date de naissance/],
  ['file-opened-to-agree', /deuxième personne de l.assistance vérifie(?!.*nouveau mot de passe)/s],
  ['stop-request', /pour arrêter votre demande/],
  ['grant-sms', /pour vous permettre une demande de plus/],
  ['free-phone', /pour libérer le numéro/],
  ['end-sessions', /pour mettre fin à toutes les connexions/],
  ['lift-wait', /pour lever l.attente/],
  ['lift-both-lost-asked', /levée du délai.*Une deuxième personne doit la confirmer/],
  ['lift-both-lost', /à deux personnes/],
  ['repair-asked', /correction de vos informations.*Une deuxième personne doit la confirmer/],
  ['print-notice-asked', /l.impression d.une notice .* Une deuxième personne doit la confirmer/],
  ['print-notice', /votre ancien identifiant est refusé.*\/notice\//s],
] as const)('a voter is mailed about %s', async (news, words) => {
  expect(await notify({ news, at: now })).toBe('mailed')
  expect(textOf(0)).toMatch(words)
  expect(textOf(0)).toContain('10 h')
})
test.each([
  ['file-opened', -1, 1, ['former', 'present']],
  ['file-opened-by-identity', -1, 1, ['former', 'present']],
  ['repair-asked', -1, 1, ['former', 'present']],
  ['file-opened', 0, 1, ['present']],
  ['file-opened', -1, 0, []],
] as const)('%s at %i s from a correction, tokens %i', async (news, seconds, tokens, told) => {
  tables.alter.voter(voter.voterId, { addressCorrectedAt: now, formerEmail })
  const takeToken = async () => tokens > 0
  expect(await notify({ news, at: later(seconds) }, 2, { takeToken })).toBe(
    tokens ? 'mailed' : 'no-token',
  )
  const addresses = { former: formerEmail, present: voter.email }
  expect(mailer.mails.map(({ to }) => to)).toEqual(told.map((which) => addresses[which]))
})

const tell = (
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

const rollNews: [AccountNotification['news'], Partial<Voter>, string][] = [
  ['password-set', { passwordSetAt: now }, 'Votre mot de passe a été créé'],
  ['roll-corrected', { correctedAt: now }, 'La liste électorale a été corrigée pour vous'],
  ['roll-removed', { removedAt: now }, 'Vous n’êtes plus sur la liste électorale'],
  [
    'notice-returned',
    { noticeReturnedAt: now, identifierHash: returnedHash(now) },
    'Votre notice de vote ne vous a pas été remise',
  ],
  [
    'notice-renewed',
    { noticeRenewedAt: now },
    'Une nouvelle notice de vote est imprimée pour vous',
  ],
]

describe.each(rollNews)('a voter is told of %s', (news, done, subject) => {
  it('once it is done: the notification comes back until then, and no longer than it may take', async () => {
    expect(await tell(news, 59)).toBe('not-yet')
    expect(await tell(news, 60)).toBe('over')
    expect(mailer.mails).toEqual([])
    tables.alter.voter(voter.voterId, done)
    expect(await tell(news, 60)).toBe('mailed')
    expect(mailed()).toEqual([[voter.email, subject]])
  })

  it('once, though it was done again meanwhile: that has a notification of its own', async () => {
    tables.alter.voter(voter.voterId, done)
    expect(await tell(news, 2, secondsLater(now, -5))).toBe('over')
    expect(await tell(news, 60, secondsLater(now, 5))).toBe('over')
    expect(mailer.mails).toEqual([])
  })
})

const shown = { phoneHash: 'hash', sealedPhone: 'sealed', maskedPhone: '•• 78', territory: 'FR' }
const phone: KnownPhone = { ...shown, setAt: now, settlesAt: now }
const returned = { noticeReturnedAt: now, identifierHash: returnedHash(now) }

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
  expect(await tell(news)).toBe('over')
  expect(mailer.mails).toEqual([])
})

test('another address is told to both, and the new one to its own readers alone', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, formerEmail })
  expect(await tell('roll-corrected')).toBe('mailed')
  expect(mailer.mails.map(({ to }) => to)).toEqual([formerEmail, voter.email])
  expect(JSON.stringify(mailer.mails[0])).not.toContain(voter.email)
  expect(mailer.mails[1]?.text).toContain(`${siteUrl}/mot-de-passe/`)
})

test('a correction names the ballots of this election that the voter has, and asks for no password', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, ballots: ['csa-ministeriel', 'another'] })
  expect(await tell('roll-corrected')).toBe('mailed')
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
  expect(await tell('phone-set')).toBe('mailed')
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
  expect(await tell('phone-removed', 2, at)).toBe('mailed')
  expect(mailer.mails[0]?.text.includes('SMS')).toBe(said)
})

test('a removal can be contested until the date of the election, and is not said to be after it', async () => {
  const { contestUntil } = election.dates
  const contested = async (at: Date) => {
    tables.alter.voter(voter.voterId, { removedAt: at })
    await tell('roll-removed', 2, at)
    return mailer.mails.at(-1)?.text.includes('contester')
  }
  expect(await contested(secondsLater(contestUntil, -1))).toBe(true)
  expect(await contested(contestUntil)).toBe(false)
})

test('a correction with two mails waits for both tokens at once, before the first leaves', async () => {
  tables.alter.voter(voter.voterId, { correctedAt: now, formerEmail })
  const waiting: ((isGranted: boolean) => void)[] = []
  const inPairs = () =>
    new Promise<boolean>((answer) => {
      if (waiting.push(answer) === 2) for (const [rank, one] of waiting.entries()) one(rank === 0)
    })
  expect(await tell('roll-corrected', 2, now, inPairs)).toBe('no-token')
  expect(mailer.mails).toEqual([])
  expect(await tell('roll-corrected')).toBe('mailed')
  expect(mailer.mails).toHaveLength(2)
})

test('a correction by two people says until when no identifier is asked for online, and no other does', async () => {
  const until = 'en ligne avant le jeudi 26 novembre à 10 h'
  tables.alter.voter(voter.voterId, { correctedAt: now, repairedAt: now })
  await tell('roll-corrected')
  expect(plain(mailer.mails[0]?.text ?? '')).toContain(until)
  const { repairedAt, ...corrected } = tables.look.voter(voter.voterId)
  tables.replace.voter(corrected)
  await tell('roll-corrected')
  expect(plain(mailer.mails[1]?.text ?? '')).not.toContain('en ligne avant')
})
