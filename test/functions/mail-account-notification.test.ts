import { expect, test } from 'vitest'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { type BothClocks, keys, later, now } from '../builders/values.ts'
import { aVoterWorld, formerEmail } from '../builders/voter-world.ts'
import { siteUrl } from '../builders/voters.ts'

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
  ['end-sessions', /pour mettre fin à toutes les sessions/],
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
