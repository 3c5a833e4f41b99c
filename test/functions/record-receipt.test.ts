import { expect, it } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import type { ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import type { Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import { forEachTest, startingPoint } from '../builders/for-each-test.ts'
import { sendTo } from '../builders/journey-steps.ts'
import { keys, later, now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { today } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'

async function aSentWorld() {
  const world = await aRequestWorld()
  const { tables, phone, lists } = world
  await sendTo(tables, world.reissue, phone, { at: later(120) })
  const reissue = tables.look.reissue(world.reissue.reissueId)
  return { ...world, reissue, begin: startingPoint(world, lists) }
}

const { begin, tables, clock, voter, phone, reissue, notifications, events, ports } =
  await forEachTest(aSentWorld)

const at = later(125)
const arrived = () => ({ messageId: String(reissue.messageId), at })
const failed = () => ({ ...arrived(), failure: 'unreachable' as const })
const unsent = () => ({
  ...arrived(),
  failure: 'service-limit' as const,
  limit: 'account' as const,
})
const record = (
  receipt: Receipt<ElectionInstant>,
  smsReceipts = tables.smsReceipts,
  queue: ReissueQueue = notifications,
) => recordReceipt({ ...ports, smsReceipts, notifications: queue }, receipt)

const state = () => tables.look.reissue(reissue.reissueId).state
const everything = async () => [
  tables.look.everything(),
  await tables.smsBreakers.find(),
  await tables.handoverDays.find(today),
]
const counts = () => [
  tables.look.voter(voter.voterId).reissueCount,
  tables.look.phone(hashPhone(keys, phone)).reissueCount,
]

it('a receipt says that its SMS was delivered, and when', async () => {
  expect(await record(arrived())).toEqual({
    outcome: 'recorded',
    reissueId: reissue.reissueId,
    territory: 'FR',
  })
  expect(tables.look.reissue(reissue.reissueId).history.at(-1)).toEqual({ state: 'delivered', at })
  expect(counts()).toEqual([1, 1])
})

it.each([
  [arrived, { receipts: 1, failed: 0 }],
  [failed, { receipts: 1, failed: 1 }],
])('a receipt is counted once, on the day its SMS left', async (receipt, counted) => {
  clock.advance(72 * 3600)
  for (const _ of [1, 2]) await record(receipt())
  const day = await tables.handoverDays.find(today)
  expect(day).toMatchObject([counted])
})

it('a receipt says that the breaker changed only when it did', async () => {
  await record(arrived())
  expect(events).toEqual([])
  expect(await tables.smsBreakers.find()).toEqual(closedBreaker)
  await begin()
  await record(unsent())
  expect(events).toEqual([{ event: 'breaker.changed', open: ['account'] }])
})

it('a receipt has the voter told of a failure once, however often it comes, and of no arrival', async () => {
  await record(failed())
  await record(failed())
  expect(notifications.ids()).toEqual([reissue.reissueId])
  await begin()
  await record(arrived())
  expect(notifications.ids()).toEqual([])
})

it('a receipt that another invocation records at that moment is neither told nor counted twice', async () => {
  const recordFailure = async () => 'unchanged' as const
  const recording = await record(failed(), { ...tables.smsReceipts, recordFailure })
  expect(recording).toEqual({ outcome: 'unchanged', reissueId: reissue.reissueId })
  expect(notifications.ids()).toEqual([])
  const [day] = await tables.handoverDays.find(today)
  expect(day?.receipts).toBe(0)
})

it('a receipt leaves the notification of a failure due when the queue takes nothing, and is recorded', async () => {
  const broken = failing(notifications, 'put', 'before')
  expect(await record(failed(), tables.smsReceipts, broken)).toMatchObject({ outcome: 'recorded' })
  expect(tables.look.reissue(reissue.reissueId).mailDueAt).toEqual(later(120))
})

it.each([
  ['a failure after a success', arrived, failed, 'delivered'],
  ['a success after a failure', failed, arrived, 'failed'],
  ['what SNS did not send, twice', unsent, unsent, 'failed'],
  ['what SNS did not send after a success', arrived, unsent, 'delivered'],
])('a receipt changes nothing if it comes second: %s', async (_, first, second, final) => {
  await record(first())
  const before = await everything()
  expect(await record(second())).toMatchObject({ outcome: 'unchanged' })
  expect(await everything()).toEqual(before)
  expect(state()).toBe(final)
})

it.each([arrived, failed])('a receipt changes nothing if nobody knows its SMS', async (receipt) => {
  const before = tables.look.everything()
  expect(await record({ ...receipt(), messageId: 'of another account' })).toEqual({
    outcome: 'unknown',
  })
  expect(tables.look.everything()).toEqual(before)
})

it('a receipt is dated by when the SMS left, not by when it was first tried', async () => {
  const sentAt = later(120)
  const tried = [
    { state: 'accepted' as const, at: now },
    { state: 'sending' as const, at: later(60) },
    { state: 'sent' as const, at: sentAt },
  ]
  const smsReceipts = {
    ...tables.smsReceipts,
    findReissue: async () => ({ ...reissue, history: tried }),
  }
  await record({ ...arrived(), at: later(90) }, smsReceipts)
  expect(tables.look.reissue(reissue.reissueId).history.at(-1)?.at).toEqual(sentAt)
})
