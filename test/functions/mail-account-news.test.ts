import { describe, expect, it } from 'vitest'
import { mailAccountNews } from '../../functions/mail-voters/mail-account-news.ts'
import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { type BothClocks, keys, now } from '../builders/values.ts'
import { aVoterWorld, formerEmail } from '../builders/voter-world.ts'
import { siteUrl } from '../builders/voters.ts'

const { tables, mailer, voter, ports } = await forEachTest(aVoterWorld)

const later = (seconds: number) => secondsLater(now, seconds)

const tell = (
  news: { news: AccountNews['news']; at: BothClocks; voterId?: string },
  ageSeconds = 2,
  engines: Partial<Parameters<typeof mailAccountNews>[0]> = {},
) =>
  mailAccountNews(
    { ...ports, ...engines },
    { voterId: voter.voterId, ...news } as AccountNews,
    ageSeconds,
  )

const subjects = () => mailer.mails.map(({ subject }) => subject)
const textOf = (mail: number) => mailer.mails[mail]?.text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('a voter is told of a password', () => {
  const set = { news: 'password-set', at: now } as const

  it('that is their first', async () => {
    tables.alter.voter(voter.voterId, { passwordSetAt: now })
    expect(await tell(set)).toBe('mailed')
    expect(subjects()).toEqual(['Votre mot de passe a été créé'])
    expect(textOf(0)).not.toContain('en ligne avant')
  })

  it('that replaced another, and from when a new identifier can be asked for', async () => {
    tables.alter.voter(voter.voterId, { passwordSetAt: now, passwordRenewedAt: now })
    expect(await tell(set)).toBe('mailed')
    expect(subjects()).toEqual(['Votre mot de passe a été remplacé'])
    expect(textOf(0)).toContain('a été remplacé le')
    expect(textOf(0)).toContain('en ligne avant le jeudi 26 novembre à 10 h.')
  })

  it('and of nothing when they are on no roll', async () => {
    expect(await tell({ ...set, voterId: 'nobody' })).toBe('absent')
  })
})

describe('a voter is told of wrong identities', () => {
  const refused = { news: 'identity-refused', at: later(60) } as const

  it('and how to end all sessions', async () => {
    expect(await tell(refused)).toBe('mailed')
    const link = sessionsLink(siteUrl, keys, tables.look.voter(voter.voterId))
    expect(textOf(0)).toContain(`\n${link}\n`)
  })

  it('and not once they have a newer password', async () => {
    tables.alter.voter(voter.voterId, { passwordSetAt: later(60) })
    expect(await tell(refused)).toBe('over')
    tables.alter.voter(voter.voterId, { passwordSetAt: later(59) })
    expect(await tell(refused)).toBe('mailed')
  })
})

describe('a voter is told of a request that was refused because both factors are lost', () => {
  const refused = { news: 'both-factors-lost', at: later(60) } as const

  it('and until when it is so', async () => {
    tables.alter.voter(voter.voterId, { passwordRenewedAt: now })
    expect(await tell(refused)).toBe('mailed')
    expect(textOf(0)).toContain('le jeudi 26 novembre à 10 h.')
  })

  it('and not when nothing blocks them', async () => {
    expect(await tell(refused)).toBe('over')
    tables.alter.voter(voter.voterId, { passwordRenewedAt: later(-86_400) })
    expect(await tell(refused)).toBe('over')
    expect(mailer.mails).toEqual([])
  })
})

describe('a voter is told of the staff', () => {
  it.each([
    ['file-opened', /le code affiché dans votre espace/],
    ['file-opened-by-identity', /qui a dit votre NUMEN et votre date de naissance/],
    [
      'file-opened-to-agree',
      /deuxième personne de l.assistance vérifie(?!.*nouveau mot de passe)/s,
    ],
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
  ] as const)('%s', async (news, words) => {
    expect(await tell({ news, at: now })).toBe('mailed')
    expect(textOf(0)).toMatch(words)
    expect(textOf(0)).toContain('10 h')
  })
  it.each([
    ['file-opened', -1, 1, ['former', 'present']],
    ['file-opened-by-identity', -1, 1, ['former', 'present']],
    ['repair-asked', -1, 1, ['former', 'present']],
    ['file-opened', 0, 1, ['present']],
    ['file-opened', -1, 0, []],
  ] as const)(
    '%s, at the address that stood then too: %i s from a correction, turns %i',
    async (news, seconds, turns, told) => {
      tables.alter.voter(voter.voterId, { addressCorrectedAt: now, formerEmail })
      const turn = async () => turns > 0
      expect(await tell({ news, at: later(seconds) }, 2, { turn })).toBe(
        turns ? 'mailed' : 'no-turn',
      )
      const addresses = { former: formerEmail, present: voter.email }
      expect(mailer.mails.map(({ to }) => to)).toEqual(told.map((which) => addresses[which]))
    },
  )
})
