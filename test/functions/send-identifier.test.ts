import { expect, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { heldByLimit } from '../../shared/domain/reissue/reissue.ts'
import { leaseSeconds } from '../../shared/domain/sms/sms-delivery.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { now } from '../builders/values.ts'
import { election, today } from '../builders/voters.ts'
import { failing, intercept } from '../fakes/interception.ts'

const due = await forEachTest(aDueReissue)

test('the new identifier goes by SMS to the phone of the request, then takes the place of the old one', async () => {
  expect(await due.deliver()).toEqual({
    outcome: 'sent',
    messageId: 'sms-1',
    territory: 'FR',
    seconds: election.smsDelaySeconds,
    inTime: true,
  })
  due.expectSent()
  expect(due.carrier.texts[0]?.text.split('\n')).toEqual([
    'Bonjour,',
    `Votre nouvel identifiant de vote: ${identifierText(due.newIdentifier)}`,
    'Votre ancien identifiant a été invalidé.',
    'Cordialement,',
    "Le Ministère de l'Éducation Nationale",
  ])
})

test('an SMS that leaves after its expected time is reported as late', async () => {
  const { expectedAt, requestedAt } = due.stored()
  due.clock.set(secondsLater(expectedAt, 1))
  const seconds = (expectedAt.getTime() - requestedAt.getTime()) / 1000 + 1
  expect(await due.deliver()).toMatchObject({ outcome: 'sent', seconds, inTime: false })
  const other = await aDueReissue()
  other.clock.set(other.tables.look.reissue(other.reissueId).expectedAt)
  expect(await other.deliver()).toMatchObject({ outcome: 'sent', inTime: true })
})

test('the new identifier is not sent once the vote has closed: the request ends, unless a sender has it', async () => {
  due.clock.set(election.dates.voteClosesAt)
  await due.tables.sendings.start(due.stored(), due.clock())
  expect(await due.deliver()).toEqual({ outcome: 'busy' })
  due.clock.advance(leaseSeconds)
  expect(await due.deliver()).toEqual({ outcome: 'refused', failure: 'service-limit' })
  expect(due.stored()).toMatchObject({ failure: 'service-limit' })
  expect(due.carrier.texts).toEqual([])
  expect(due.notifications.ids()).toEqual([due.reissueId])
  const other = await aDueReissue()
  other.clock.set(secondsLater(election.dates.voteClosesAt, -1))
  const takeToken = async () => other.clock.advance(1) !== null
  expect(await other.deliver({ takeToken })).toMatchObject({ outcome: 'no-token' })
  expect(await other.deliver()).toMatchObject({ outcome: 'refused' })
})

test('the new identifier is stored nowhere in clear', async () => {
  await due.deliver()
  const items = Object.values(due.tables.look.everything()).map((table) => [...table])
  const everything = JSON.stringify(items)
  expect(everything).not.toContain(due.newIdentifier)
  expect(everything).not.toContain(due.phone)
})

test('the new identifier is not sent for a request that was never accepted', async () => {
  const absent = '00000000-0000-4000-8000-000000000000'
  expect(await due.deliver({}, absent)).toEqual({ outcome: 'absent' })
  expect(due.carrier.texts).toEqual([])
})

const waiting = { ...election, smsWaitsForMailMinutes: 30 }

test.each([undefined, heldByLimit])('an SMS waits for its mail (held by: %s)', async (heldOn) => {
  const hold = { now, until: now, expectedAt: now }
  if (heldOn) await due.tables.sendings.hold(due.stored(), { ...hold, heldOn })
  const before = due.tables.look.everything()
  expect(await due.deliver({ election: waiting })).toMatchObject({ outcome: 'waits' })
  expect(due.tables.look.everything()).toEqual(before)
  expect(due.carrier.texts).toEqual([])
})

test('an SMS leaves only after its delay, however early its message comes', async () => {
  const until = secondsLater(now, election.smsDelaySeconds)
  await due.confirm()
  due.clock.set(secondsLater(until, -1))
  expect(await due.deliver()).toEqual({ outcome: 'waits', until })
  due.clock.advance(1)
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
})

test('an SMS whose mail was late leaves once the voter had the full delay to stop it', async () => {
  await due.deliver({ election: waiting })
  const { smsQueue } = await due.confirm(due.clock())
  expect(smsQueue.ids()).toEqual([due.reissueId])
  const until = secondsLater(due.clock(), election.smsDelaySeconds)
  due.clock.set(secondsLater(until, -1))
  expect(await due.deliver({ election: waiting })).toEqual({ outcome: 'waits', until })
  due.clock.advance(1)
  expect(await due.deliver({ election: waiting })).toMatchObject({ outcome: 'sent' })
  expect(due.events).toEqual([])
})

test.each([false, true])('no SMS waits for its mail beyond the close (late: %s)', async (late) => {
  if (late) await due.confirm(due.clock())
  const lateEnd = secondsLater(due.clock(), election.smsDelaySeconds)
  const dates = { ...election.dates, voteClosesAt: late ? lateEnd : secondsLater(now, 1800) }
  expect(await due.deliver({ election: { ...waiting, dates } })).toMatchObject({ outcome: 'sent' })
})

test.each([false, true])('without its mail an SMS waits 30 min (bounced: %s)', async (bounced) => {
  const found = due.stored()
  const bounce = { at: now, expectedAt: found.expectedAt }
  if (bounced) await due.tables.reissueMails.recordBounce(found, bounce)
  due.clock.set(secondsLater(now, 1799))
  expect(await due.deliver({ election: waiting })).toMatchObject({ outcome: 'waits' })
  due.clock.advance(1)
  expect(await due.deliver({ election: waiting })).toMatchObject({ outcome: 'sent' })
  const { reissueId } = due
  expect(due.events).toEqual([{ event: 'sms.before-its-mail', reissueId, bounced }])
})

test('the mail that says that the SMS left is asked for once, after the new identifier has become the valid one', async () => {
  const notifications = intercept(due.notifications, async ({ run }) => {
    due.expectSent()
    return run()
  })
  await due.deliver({ notifications })
  await due.deliver({ notifications })
  expect(due.notifications.requests).toEqual([{ reissueId: due.reissueId }])
})

test('the mail that says that the SMS left is left to the reconciler when its queue does not answer: the SMS has left all the same', async () => {
  const notifications = failing(due.notifications, 'put', 'before')
  await due.confirm()
  expect(await due.deliver({ notifications })).toMatchObject({ outcome: 'sent' })
  due.expectSent()
  expect(due.stored()).toHaveProperty('mailDueAt')
  const { reissueId } = due
  expect(due.events).toEqual([{ event: 'queue.put.failed', reissueId, error: 'TimeoutError' }])
})

test('the mail that says that the SMS left is not asked for while SNS takes none, and says that it could not leave once SNS refuses it', async () => {
  due.carrier.throttle(1)
  await due.deliver()
  expect(due.notifications.requests).toEqual([])
  due.carrier.refuse(due.phone, 'opted-out')
  await due.deliver()
  expect(due.notifications.ids()).toEqual([due.reissueId])
})

test.each(['invalid-number', 'opted-out'] as const)(
  'a phone that SNS refuses as %s ends the request and gives the attempt back, on the voter and on the phone',
  async (failure) => {
    due.carrier.refuse(due.phone, failure)
    const notifications = intercept(due.notifications, async ({ run }) => {
      due.expectGivenBack()
      return run()
    })
    expect(await due.deliver({ notifications })).toEqual({ outcome: 'refused', failure })
    expect(due.notifications.ids()).toEqual([due.reissueId])
    expect(due.stored().failure).toBe(failure)
    expect(await due.deliver()).toEqual({ outcome: 'over' })
    due.expectGivenBack()
  },
)

const smsCount = async () => (await due.tables.smsDays.find(today)).smsCount

test('an SMS that SNS does not take for now does not count for the day, and leaves once it is tried again', async () => {
  due.carrier.throttle(1)
  expect(await due.deliver()).toEqual({ outcome: 'not-taken', why: 'ThrottledException' })
  expect([await smsCount(), due.validIdentifier()]).toEqual([0, 'old'])
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
  expect(await smsCount()).toBe(1)
  due.expectSent()
})

test('each SMS that is to leave waits for the rate, and nothing else does', async () => {
  let tokens = 0
  const takeToken = async () => ++tokens > 0
  await due.deliver({ takeToken })
  expect(tokens).toBe(1)
  await due.deliver({ takeToken })
  expect(tokens).toBe(1)
})

test('the rate is waited for before the lease, so that the request can be cancelled until its token', async () => {
  const takeToken = async () => {
    expect(due.stored().state).toBe('accepted')
    await due.tables.cancellations.cancel(due.stored(), due.clock())
    return true
  }
  expect(await due.deliver({ takeToken })).toEqual({ outcome: 'over' })
  expect(due.carrier.texts).toEqual([])
  expect(await smsCount()).toBe(0)
})

test.each([
  ['that gives no token', async () => false],
  ['that cannot be asked', () => Promise.reject(new Error('no answer'))],
])('a rate %s leaves the SMS for later, and nothing is lost', async (_, takeToken) => {
  const sending = due.deliver({ takeToken }).catch(({ message }: Error) => message)
  expect([{ outcome: 'no-token' }, 'no answer']).toContainEqual(await sending)
  expect(due.stored().state).toBe('accepted')
  expect(await smsCount()).toBe(0)
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
  due.expectSent()
})

test('an SMS that cannot be written leaves its request as it was', async () => {
  const lostKeys = { ...due.ports.keys, 'phone-seal': [] as never }
  await expect(due.deliver({ keys: lostKeys })).rejects.toThrow()
  expect(due.stored().state).toBe('accepted')
  expect(await smsCount()).toBe(0)
})
