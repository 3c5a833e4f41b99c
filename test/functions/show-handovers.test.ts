import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { countLateSms } from '../../functions/requeue-overdue-reissues/count-waiting-sms.ts'
import { showHandovers } from '../../functions/show-service/show-handovers.ts'
import { handovers } from '../../shared/contract/handovers.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { election, today } from '../builders/voters.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'
import { failing, intercept } from '../fakes/interception.ts'

const due = await forEachTest(aDueReissue)

const shown = () => showHandovers(due.ports, election)

test('hand-overs are shown in the shape of the contract, each once, with the time since the request', async () => {
  await due.deliver()
  await due.deliver()
  await due.deliver()
  expect(handovers.parse(await shown())).toEqual({
    at: due.clock().toISOString(),
    handedOver: 'fewer-than-20',
    withinSeconds: null,
    late: null,
  })
  const handedOver = [{ withinSeconds: 120, count: 1 }]
  const counted = { territory: 'FR', receipts: 0, failed: 0, handedOver }
  expect(await due.tables.handoverDays.find(today)).toEqual([counted])
})

test('an SMS is late from its expected time on, until it left', async () => {
  const late = async () => {
    await countLateSms(due.ports)
    return (await shown()).late
  }
  expect(await late()).toBe(0)
  due.clock.advance(3600)
  expect(await late()).toBe('fewer-than-20')
  await due.deliver()
  expect(await late()).toBe(0)
})

test('a hand-over that cannot be counted fails nothing: the SMS left, once, and its notification is queued', async () => {
  const handoverDays = failing(due.tables.handoverDays, 'count', 'before')
  expect(await due.deliver({ handoverDays })).toMatchObject({ outcome: 'sent' })
  expect(due.notifications.ids()).toEqual([due.reissueId])
  due.expectSent()
  const countFailed = failing(due.tables.handoverDays, 'countReceipt', 'before')
  const notifications = inMemoryNotifications()
  const recording = await recordReceipt(
    { ...due.ports, handoverDays: countFailed, notifications },
    { messageId: 'sms-1', at: due.clock(), failure: 'blocked' },
  )
  expect(recording).toMatchObject({ outcome: 'recorded' })
  expect(notifications.ids()).toEqual([due.reissueId])
})

test('the count of a hand-over keeps neither the swap nor the notification waiting', async () => {
  const order: string[] = []
  const handoverDays = intercept(due.tables.handoverDays, async ({ run }) => {
    while (!order.includes('news')) await setImmediate()
    return run()
  })
  const notifications = {
    async put() {
      order.push('news')
    },
  }
  expect(await due.deliver({ handoverDays, notifications })).toMatchObject({ outcome: 'sent' })
})
