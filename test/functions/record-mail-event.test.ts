import { beforeEach, describe, expect, it, test } from 'vitest'
import { recordMailEvent } from '../../functions/record-mail-event/record-mail-event.ts'
import type { MailOutcome } from '../../local/mail/mail-outcomes.ts'
import type { MailEvent } from '../../shared/contract/mail-events.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo, startRefusedSms } from '../builders/journey-steps.ts'
import { aMailEvent } from '../builders/mail-events.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'
import { fakeClock, noPause } from '../fakes/clock.ts'
import { everyDeath, guarded } from '../fakes/interception.ts'

const { begin, tables, voter, phone } = await forEachTest(aVoterWorld)

const at = secondsLater(now, 10)
const domain = 'academie.example'

const record = (
  event: ReturnType<typeof aMailEvent>,
  engines: Partial<Parameters<typeof recordMailEvent>[0]> = {},
) => {
  const waiting = { ...election, smsWaitsForMailMinutes: 30 }
  const ports = { ...tables, election: waiting, clock: fakeClock(at), pause: noPause }
  return recordMailEvent({ ...ports, ...engines }, event)
}

const eventOf = (fate: MailOutcome, changes: Partial<MailEvent> = {}) =>
  aMailEvent(fate, { address: voter.voterId }, changes)

const failure = () => tables.look.voter(voter.voterId).mailFailure

test.each<[why: string, MailOutcome, Partial<MailEvent>?]>([
  ['unknown-address', 'unknown'],
  ['unknown-address', 'refused', { status: '5.2.1' }],
  ['unknown-domain', 'domain'],
  ['unknown-domain', 'unknown', { status: '5.1.2' }],
  ['unknown-domain', 'unknown', { status: '5.4.4' }],
  ['unknown-address', 'refused', { status: '5.1.10' }],
  ['unknown-address', 'refused', { status: '5.4.1' }],
  ['refused', 'refused'],
  ['refused', 'refused', { status: '', bounceSubType: 'NoEmail' }],
  // Longer details and other classes must not match by prefix.
  ...['5.1.20', '5.1.100', '5.2.22', '5.2.12', '5.4.10', '15.1.1', '15.1.2', '15.2.2'].map(
    (status): [string, MailOutcome, Partial<MailEvent>] => ['refused', 'unknown', { status }],
  ),
  ['full', 'refused', { status: '5.2.2' }],
  ['suppressed', 'suppressed'],
  ['suppressed', 'unknown', { bounceSubType: 'Suppressed' }],
  ['suppressed', 'complaint', { complaintSubType: 'OnAccountSuppressionList' }],
  ['complaint', 'complaint'],
  ['complaint', 'complaint', { feedbackType: '' }],
])('SES reports that an address takes no mail: %s', async (why, fate, changes) => {
  expect(await record(eventOf(fate, changes))).toEqual({ outcome: 'recorded', why, isFinal: true })
  const { voterId: addressId } = voter
  expect(failure()).toEqual({ addressId, why, at, final: true })
})

test.each<[why: string, MailOutcome, Partial<MailEvent>?]>([
  ['full', 'full'],
  ['full', 'unclear', { bounceSubType: 'MailboxFull' }],
  ['slow', 'slow'],
  ['unclear', 'unclear'],
  ['unclear', 'unknown', { bounceType: 'Undetermined' }],
])('SES reports that a mail was late or lost, not the next: %s', async (why, fate, changes) => {
  const recorded = { outcome: 'recorded', why, isFinal: false }
  expect(await record(eventOf(fate, changes))).toEqual(recorded)
  expect(failure()).toEqual({ addressId: voter.voterId, why, at })
})

test.each(['not-spam', 'auth-failure'])('SES reports no failure: %s', async (feedbackType) => {
  const outcome = await record(eventOf('complaint', { feedbackType }))
  expect(outcome).toEqual({ outcome: 'no-failure' })
  expect(failure()).toBeUndefined()
})

test('a late or repeated event changes nothing', async () => {
  await record(eventOf('unknown'))
  expect(await record(eventOf('unknown'))).toEqual({ outcome: 'unchanged' })
  expect(await record(aMailEvent('unknown', {}))).toEqual({ outcome: 'former' })
  const stranger = aMailEvent('unknown', { address: 'z'.repeat(22) })
  expect(await record(stranger)).toEqual({ outcome: 'unknown' })
})

test('an event changes nothing for an address that was corrected, or cleared since the mail left', async () => {
  tables.alter.voter(voter.voterId, { addressId: 'n'.repeat(22) })
  expect(await record(eventOf('unknown'))).toEqual({ outcome: 'former' })
  await begin()
  tables.alter.voter(voter.voterId, { mailClearedAt: now })
  expect(await record(eventOf('unknown'))).toEqual({ outcome: 'former' })
  expect(failure()).toBeUndefined()
  const mailedAt = secondsLater(now, 1)
  expect(await record(eventOf('unknown', { mailedAt }))).toMatchObject({ outcome: 'recorded' })
})

describe('the request whose cancel link bounced', () => {
  let reissue: Reissue

  beforeEach(ask)

  async function ask(): Promise<void> {
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    await confirm(tables, tables.look.reissue(reissueId))
    reissue = tables.look.reissue(reissueId)
  }

  const bounce = (fate: MailOutcome) =>
    aMailEvent(fate, { address: voter.voterId, reissue: reissue.reissueId })
  const stands = () => tables.look.reissue(reissue.reissueId)

  it('waits as if that mail had not left, and its voter is told until when', async () => {
    expect(reissue.confirmedAt).toEqual(now)
    await record(bounce('refused'))
    const { confirmedAt, ...others } = reissue
    expect(stands()).toEqual({
      ...others,
      bouncedAt: at,
      mailDueAt: secondsLater(at, 120),
      expectedAt: secondsLater(now, 1980),
      smsDueAt: secondsLater(now, 1800),
    })
  })

  it('keeps its expected time, if that is later', async () => {
    const expectedAt = secondsLater(now, 9000)
    const item = tables.items('reissues').get(reissue.reissueId)
    tables
      .items('reissues')
      .set(reissue.reissueId, { ...item, expectedAt: expectedAt.toISOString() })
    await record(bounce('refused'))
    expect(stands()).toMatchObject({ bouncedAt: at, expectedAt })
  })

  it.each<MailOutcome>(['complaint', 'slow', 'full', 'unclear'])(
    'is as it was when somebody may have read it: %s',
    async (fate) => {
      await record(bounce(fate))
      expect(stands()).toEqual(reissue)
    },
  )

  it('is as it was once its SMS may have left', async () => {
    const { reissueId } = reissue
    await sendTo(tables, { reissueId }, phone).catch(() => {})
    const before = stands()
    await record(bounce('refused'))
    expect(stands()).toEqual(before)
  })

  it('waits too if SNS refuses its SMS at this moment', async () => {
    const refusal = await startRefusedSms(tables, reissue)
    expect(await record(bounce('refused'), refusal)).toMatchObject({ outcome: 'recorded' })
    expect(stands()).toMatchObject({ state: 'accepted', bouncedAt: at })
  })

  it('that moves on at this moment is looked at again, before anything is kept of the voter', async () => {
    const reissueMails = { ...tables.reissueMails, recordBounce: async () => false }
    expect(await record(bounce('refused'), { reissueMails })).toEqual({ outcome: 'busy' })
    expect(failure()).toBeUndefined()
  })

  it('waits, and its voter is known, wherever the first try died', async () => {
    const deaths = await everyDeath(async ({ guard, run }) => {
      await begin()
      await ask()
      const names = ['reissues', 'reissueMails', 'voters', 'failedMails'] as const
      const engines = guarded(tables, guard, ...names)
      const fate = await run(() => record(bounce('refused'), engines))
      await record(bounce('refused'))
      expect(stands().confirmedAt).toBeUndefined()
      expect(failure()).toMatchObject({ why: 'refused', final: true })
      return fate
    })
    expect(deaths).toBe(8)
  })
})

const counted = async () => (await tables.domainFailures.find(at)).get(domain)

test.each<[MailOutcome, number | undefined]>([
  ['refused', 1],
  ['domain', 1],
  ['slow', 1],
  ['unknown', undefined],
  ['complaint', undefined],
  ['full', undefined],
  ['suppressed', undefined],
])('a domain has a voter more whom it refuses, when the mailbox is %s', async (fate, count) => {
  await record(eventOf(fate))
  expect(await counted()).toBe(count)
})

test.each(['5.1.10', '5.4.1'])('no domain is counted for a missing mailbox: %s', async (status) => {
  await record(eventOf('refused', { status }))
  expect(await counted()).toBeUndefined()
})

test('a domain counts a voter once an hour', async () => {
  const recordSlow = (seconds: number) => record(eventOf('slow', { at: secondsLater(at, seconds) }))
  for (const seconds of [0, 60, 3599 + 60]) await recordSlow(seconds)
  expect(await counted()).toBe(1)
  const hourLater = 60 + 3599 + 3600
  await recordSlow(hourLater)
  const later = await tables.domainFailures.find(secondsLater(at, hourLater))
  expect(later.get(domain)).toBe(1)
})

test('a domain counts a voter again whose mails it keeps waiting, then refuses', async () => {
  await record(eventOf('slow'))
  await record(eventOf('refused', { at: secondsLater(at, 60) }))
  expect(await counted()).toBe(2)
})

test('a domain that cannot be counted keeps nothing from being known', async () => {
  const domainFailures = { count: () => Promise.reject(new Error('no answer')) }
  expect(await record(eventOf('slow'), { domainFailures })).toMatchObject({ outcome: 'recorded' })
})
