import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import {
  applyReceipt,
  changeBreaker,
  type SmsBreaker,
} from '../../shared/domain/sms/sms-breaker.ts'
import { leaseSeconds, type SmsCarrier } from '../../shared/domain/sms/sms-delivery.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { pauseOf, teamChange } from '../builders/team-change.ts'
import { today } from '../builders/voters.ts'
import { everyDeath, failing, intercept } from '../fakes/interception.ts'

const due = await forEachTest(aDueReissue)

test('five slow senders, whose leases end meanwhile, send the same identifier', async () => {
  const sent = new Set<number>()
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      await due.begin()
      const itsTurn = async (step: string) => {
        await scheduler.schedule(Promise.resolve(), step)
        due.clock.advance(leaseSeconds / 2)
      }
      const slow = <Port extends object>(port: Port) =>
        intercept(port, ({ method, run }) => itsTurn(method).then(run))
      const engines = {
        sendings: slow(due.watched(due.tables.sendings)),
        carrier: slow(due.carrier),
      }
      const deliveries = Array.from({ length: 5 }, () =>
        itsTurn('deliver').then(() => due.deliver(engines)),
      )
      const results = await scheduler.waitFor(Promise.all(deliveries))
      sent.add(due.carrier.texts.length)
      due.expectSent()
      expect(results.filter(({ outcome }) => outcome === 'sent')).toHaveLength(1)
    }),
    { numRuns: 100, seed: 2026 },
  )
  expect(Math.max(...sent)).toBeGreaterThan(1)
})

test('a duplicate delivery of its message sends no second SMS while a sender may be sending', async () => {
  const duplicates: string[] = []
  const carrier = intercept(due.carrier, async ({ run }) => {
    duplicates.push((await due.deliver()).outcome)
    return run()
  })
  expect((await due.deliver({ carrier })).outcome).toBe('sent')
  expect(duplicates).toEqual(['busy'])
  expect(due.carrier.texts).toHaveLength(1)
})

const unsent = (messageId: string) => {
  const refusal = { failure: 'service-limit', limit: 'account' } as const
  return recordReceipt(due.ports, { messageId, ...refusal, at: due.clock() })
}

test('an unsent SMS of a later attempt leaves its voter the former identifier', async () => {
  due.carrier.throttle(2)
  expect((await due.deliver()).outcome).toBe('not-taken')
  expect((await due.redeliver()).outcome).toBe('not-taken')
  expect(await due.redeliver()).toMatchObject({ outcome: 'sent', messageId: 'sms-1' })
  await unsent('sms-1')
  expect(due.validIdentifier()).toBe('old')
})

test.each([
  ['SNS', () => ({ carrier: failing(due.carrier, 'send', 'after') })],
  ['the table', () => ({ sendings: failing(due.tables.sendings, 'complete', 'before') })],
])(
  'an unsent SMS leaves the new identifier where an attempt before got no answer from %s',
  async (_, silent) => {
    await expect(due.deliver(silent())).rejects.toThrow()
    expect(await due.deliver()).toMatchObject({ outcome: 'sent', messageId: 'sms-2' })
    await unsent('sms-2')
    expect(due.validIdentifier()).toBe('new')
  },
)

test('an unsent SMS leaves the new identifier where SNS failed at an attempt before: its SMS may have left', async () => {
  const carrier: SmsCarrier = {
    async send(sms) {
      await due.carrier.send(sms)
      return { notAccepted: 'InternalErrorException', isCertain: false }
    },
  }
  expect((await due.deliver({ carrier })).outcome).toBe('not-taken')
  expect((await due.deliver()).outcome).toBe('sent')
  await unsent('sms-2')
  expect(due.validIdentifier()).toBe('new')
})

test('an SMS that may have left is completed in a pause, and waits for the circuit breaker', async () => {
  const silent = failing(due.carrier, 'send', 'after')
  await expect(due.deliver({ carrier: silent })).rejects.toThrow()
  const outcomeAfter = async (change: (breaker: SmsBreaker) => SmsBreaker) => {
    await changeBreaker(due.tables.smsBreakers, change)
    return (await due.deliver()).outcome
  }
  const leftAt = due.clock()
  const refusal = { reissueId: 'one', territory: 'FR', leftAt, limit: 'account' } as const
  expect(await outcomeAfter((breaker) => applyReceipt(breaker, refusal, leftAt))).toBe('waits')
  expect(due.stored().state).toBe('sending')
  due.clock.advance(900)
  expect(await outcomeAfter((breaker) => teamChange(breaker, pauseOf('FR')))).toBe('sent')
  expect(due.validIdentifier()).toBe('new')
  expect(await due.tables.smsDays.find(today)).toMatchObject({ smsCount: 2 })
})

test('a request that SNS certainly refused can be cancelled while it waits for its next attempt', async () => {
  due.carrier.throttle(1)
  expect((await due.deliver()).outcome).toBe('not-taken')
  expect(await due.tables.cancellations.cancel(due.stored(), due.clock())).toBe('cancelled')
  expect((await due.deliver()).outcome).toBe('over')
})

test('an SMS whose attempt could not end its lease is tried again, and counts as sent twice', async () => {
  due.carrier.throttle(1)
  const sendings = failing(due.tables.sendings, 'release', 'before')
  expect((await due.deliver({ sendings })).outcome).toBe('not-taken')
  expect((await due.redeliver()).outcome).toBe('sent')
  expect(due.stored().takenOver).toBe(true)
})

test('a sender killed at any call loses nothing: redelivery sends the same identifier in time, and ends sent', async () => {
  const texts = new Set<number>()
  const deaths = await everyDeath(async (invocation) => {
    await due.begin()
    const fate = await invocation.run(() => due.deliver(due.guardedBy(invocation.guard)))
    await due.redeliver()
    due.expectSent()
    const { history, expectedAt } = due.stored()
    const sentAt = history.find(({ state }) => state === 'sent')?.at
    expect(sentAt?.getTime()).toBeLessThan(expectedAt.getTime())
    texts.add(due.carrier.texts.length)
    return fate
  })
  // Killed before and after the read, the breaker, the count, the start, the SMS and the swap.
  expect(deaths).toBe(12)
  expect(texts).toEqual(new Set([1, 2]))
})
