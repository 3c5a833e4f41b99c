import { expect, test } from 'vitest'
import { mailSuspension } from '../../functions/mail-voters/mail-suspension-notification.ts'
import { type Calendar, emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import type { TakeToken } from '../../shared/domain/rate-limiter.ts'
import { heldByLimit } from '../../shared/domain/reissue/reissue.ts'
import { cachedElectionTime } from '../../shared/runtime/election-time.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { confirm, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'
import { plain } from '../texts/plain.ts'

const from = secondsLater(now, 60)
const to = secondsLater(now, 3660)
const [during, after] = [secondsLater(from, 30), secondsLater(to, 30)]
const calendar: Calendar = { ...emptyCalendar, version: 2, suspensions: [{ from, to }] }

const { begin, tables, reissue, phone, mailer, ports } = await forEachTest(aRequestWorld)

async function mailPhase(
  phase: number,
  at: Date,
  {
    takeToken = async () => true,
    calendar: found = calendar,
    ...changes
  }: { send?: () => Promise<never>; takeToken?: TakeToken; calendar?: Calendar } = {},
) {
  const time = cachedElectionTime({ find: async () => found }, election, () => at)
  await time.refresh()
  const common = { ...ports, mailer: { ...mailer, ...changes }, takeToken, time }
  return mailSuspension(common, { reissueId: reissue.reissueId, phase })
}

const toldOf = () => mailer.mails.map(({ subject, text }) => plain(`${subject}\n${text}`))

test('a voter with a request under way is told once that the vote is suspended, and once that it goes on', async () => {
  expect(await mailPhase(1, during)).toBe('suspended')
  expect(await mailPhase(1, during)).toBe('over')
  expect(await mailPhase(2, after)).toBe('resumed')
  expect(await mailPhase(2, after)).toBe('over')
  const [suspended, resumed] = toldOf()
  expect(suspended).toMatch(
    /^Le vote est suspendu.*depuis le mercredi 25 novembre à 10 h 01.*est conservée/s,
  )
  expect(resumed).toMatch(/^Le vote a repris.*est attendu vers 11 h 0/s)
  expect(mailer.mails).toHaveLength(2)
})

test('a voter with a request under way is told nothing of what is over by then, nor of an end without its beginning', async () => {
  expect(await mailPhase(1, after)).toBe('over')
  expect(await mailPhase(2, after)).toBe('over')
  expect(mailer.mails).toEqual([])
})

test('a voter with a request under way is told of a second suspension, though not of the first', async () => {
  const again = { from: secondsLater(to, 600) }
  const twice = { ...calendar, version: 3, suspensions: [{ from, to }, again] }
  expect(await mailPhase(3, secondsLater(to, 630), { calendar: twice })).toBe('suspended')
})

test('a voter with a request under way takes no token of another mail for what is over', async () => {
  const takeToken = () => Promise.reject(new Error('No token is to be taken'))
  expect(await mailPhase(1, after, { takeToken })).toBe('over')
})

test('a voter with a request under way is told nothing once the SMS has left', async () => {
  await confirm(tables, reissue)
  await sendTo(tables, reissue, phone)
  expect(await mailPhase(1, during)).toBe('over')
  expect(mailer.mails).toEqual([])
})

test('a voter with a request under way is told by one of two copies, side by side', async () => {
  const results = await Promise.all([mailPhase(1, during), mailPhase(1, during)])
  expect(results.sort()).toEqual(['over', 'suspended'])
  expect(mailer.mails).toHaveLength(1)
})

test('a voter with a request under way is told without a time when nobody knows it, or it is past', async () => {
  await mailPhase(1, during)
  await mailPhase(2, secondsLater(to, 3600))
  expect(toldOf().at(-1)).toContain('partira dès que possible')
  await begin()
  await mailPhase(1, during)
  const hold = { heldOn: heldByLimit, now, until: to, expectedAt: to }
  await tables.sendings.hold(reissue, hold)
  expect(await mailPhase(2, after)).toBe('resumed')
  expect(toldOf().at(-1)).toContain('partira dès que possible')
})

test('a voter with a request under way waits for a token, and is told nothing if the SMS leaves meanwhile', async () => {
  expect(await mailPhase(1, during, { takeToken: async () => false })).toBe('no-token')
  const takeToken = async () => {
    await confirm(tables, reissue)
    await sendTo(tables, reissue, phone)
    return true
  }
  expect(await mailPhase(1, during, { takeToken })).toBe('over')
  expect(mailer.mails).toEqual([])
})

test('a voter with a request under way is not told at an address that refuses', async () => {
  const failure = { addressId: reissue.voterId, why: 'refused', at: now, final: true } as const
  tables.alter.voter(reissue.voterId, { mailFailure: failure })
  expect(await mailPhase(1, during)).toBe('refused')
  expect(mailer.mails).toEqual([])
})

test('a voter with a request under way is told later by a mail that was not taken', async () => {
  const send = () => Promise.reject(new MailNotAccepted('Throttling'))
  await expect(mailPhase(1, during, { send })).rejects.toThrow(MailNotAccepted)
  expect(await mailPhase(1, during)).toBe('suspended')
})
