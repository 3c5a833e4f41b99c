import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import {
  consumptionOf,
  mailPasswordLink,
  mailSignInCode,
} from '../../functions/mail-voters/mail-link.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { linksPerDay, zeroLinkCounts } from '../../shared/domain/mail/links-share-of-quota.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { bothClocks } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter, election, type SignedInVoter, today } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { failing } from '../fakes/interception.ts'

const small = { ...election, mailsPerDay: 10 }

const { tables, clock, ports: usual } = await forEachTest(aVoterWorld)
let tokens = 0

beforeEach(() => {
  tokens = 0
})

type Dependencies = Parameters<typeof mailPasswordLink>[0]

async function askLink(engines: Partial<Dependencies> = {}, asking?: SignedInVoter) {
  const { voterId, email } = asking ?? (await aSignedInVoter(tables))
  const takeToken = async () => ++tokens > 0
  const mailer = inMemoryMailer(email)
  const ports = { ...usual, mailer, takeToken, election: small, ...engines }
  return mailPasswordLink(ports, { voterId, requestedAt: clock() }, randomUUID())
}

const askLinks = async (count: number, engines: Partial<Dependencies> = {}) => {
  const mailings = []
  for (let link = 0; link < count; link++) mailings.push(await askLink(engines))
  return mailings
}

test('the links of a day are two fifths of what SES takes, so that two days in 24 hours leave a fifth', () => {
  expect([10, 11, 12, 13, 250_000].map(linksPerDay)).toEqual([4, 4, 4, 5, 100_000])
})

test('the links of a day are no more than their share; those beyond it wait, and take no token from other mails', async () => {
  expect(await askLinks(7)).toEqual([...Array(4).fill('mailed'), ...Array(3).fill('no-budget')])
  expect(tokens).toBe(4)
})

test('a link that exceeds the share while it waits for its token is not mailed', async () => {
  await askLinks(3)
  const takeToken = async () => {
    await tables.linkDays.count(today, { total: 1, codes: 0, repeats: 0 })
    return true
  }
  expect(await askLink({ takeToken })).toBe('no-budget')
})

test('links of the next day are retried every quarter of an hour; what is not mailed that day is dropped', () => {
  expect(consumptionOf('no-budget')).toEqual({ requeueAfterSeconds: 900 })
  expect(consumptionOf('no-token')).toBe('requeue')
  expect(consumptionOf('busy')).toBe('later')
  const ended = ['no-more-today', 'mailed', 'absent', 'over', 'refused', 'too-many'] as const
  for (const mailing of ended) expect(consumptionOf(mailing)).toBe('done')
})

test('the links of a voter are repeats from the second of a day on, whatever the day before', async () => {
  const voter = await aSignedInVoter(tables)
  await askLink({}, voter)
  await tables.linkDays.count(today, { total: 9, codes: 0, repeats: 9 })
  clock.set(bothClocks(today.endsAt.getTime() - 1000))
  expect(await askLink({}, voter)).toBe('no-more-today')
  clock.set(today.endsAt)
  const tomorrow = electionDayOf(clock(), election.timeZone)
  await askLink({}, voter)
  expect(await tables.linkDays.find(tomorrow)).toMatchObject({ total: 1, repeats: 0 })
  clock.advance(3600)
  await askLink({}, voter)
  expect(await tables.linkDays.find(tomorrow)).toMatchObject({ total: 2, repeats: 1 })
})

test('an election that does not say what SES takes has no bound of links', async () => {
  const mailings = await askLinks(7, { election })
  expect(new Set(mailings)).toEqual(new Set(['mailed']))
  expect(await tables.linkDays.find(today)).toEqual(zeroLinkCounts)
})

test('a link that SES did not take, or that another was faster than, does not count', async () => {
  const refusing = { send: () => Promise.reject(new Error('no answer')) }
  await expect(askLink({ mailer: refusing })).rejects.toThrow('no answer')
  const passwordLinks = { ...tables.passwordLinks, replace: async () => false }
  expect(await askLink({ passwordLinks })).toBe('busy')
  expect(await tables.linkDays.find(today)).toEqual(zeroLinkCounts)
})

test('the links of a day are mailed once, though their count is lost', async () => {
  const linkDays = failing(tables.linkDays, 'count', 'before')
  expect(await askLink({ linkDays })).toBe('mailed')
})

test('a link whose mail left counts although that could not be written', async () => {
  const passwordLinks = failing(tables.passwordLinks, 'markAsMailed', 'before')
  await expect(askLink({ passwordLinks })).rejects.toThrow('markAsMailed got no answer')
  expect(await tables.linkDays.find(today)).toEqual({ total: 1, codes: 0, repeats: 0 })
})

const larger = { election: { ...election, mailsPerDay: 100 } }

test('a link that is made again for a mail that did not leave is no repeat', async () => {
  const voter = await aSignedInVoter(tables)
  await tables.linkDays.count(today, { total: 10, codes: 0, repeats: 10 })
  const refusing = { send: () => Promise.reject(new Error('no answer')) }
  await expect(askLink({ ...larger, mailer: refusing }, voter)).rejects.toThrow('no answer')
  expect(await askLink(larger, voter)).toBe('mailed')
})

test('first codes leave half of a day to first links, whatever repeats use', async () => {
  const askCode = async () => {
    const { voterId, email } = await aSignedInVoter(tables)
    const ports = { ...usual, ...larger, mailer: inMemoryMailer(email) }
    return mailSignInCode(ports, { voterId, requestedAt: clock() })
  }
  const mailings = []
  for (let code = 0; code < 12; code++) mailings.push(await askCode())
  expect(mailings).toEqual([...Array(10).fill('mailed'), 'no-budget', 'no-budget'])
  await tables.linkDays.count(today, { total: 10, codes: 0, repeats: 10 })
  expect(await askLinks(21, larger)).toEqual([...Array(20).fill('mailed'), 'no-budget'])
})
