import { beforeEach, describe, expect, it, test } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { countLateSms } from '../../functions/requeue-overdue-reissues/count-waiting-sms.ts'
import { showHandovers } from '../../functions/show-service/show-handovers.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { applyReceipt, closedBreaker, openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { election, today } from '../builders/voters.ts'
import { failing, intercept } from '../fakes/interception.ts'

const due = await forEachTest(aDueReissue)

async function open(limit: SmsLimit = 'account', territory = 'FR'): Promise<void> {
  for (const reissueId of ['one', 'two', 'three']) {
    const breaker = await due.tables.smsBreakers.find()
    const refusal = { reissueId, territory, leftAt: due.clock(), limit }
    await due.tables.smsBreakers.replace(breaker, applyReceipt(breaker, refusal, due.clock()))
  }
}

const openNow = async () =>
  openScopes(await due.tables.smsBreakers.find(), due.clock()).map(({ scope }) => scope)

const receive = (limit?: SmsLimit) =>
  recordReceipt(due.ports, {
    messageId: String(due.stored().messageId),
    at: due.clock(),
    ...(limit && { failure: 'service-limit', limit }),
  })

test('while SNS sends nothing an SMS waits, the old identifier stays valid, and a mail says so once, with the cancel link', async () => {
  await due.confirm()
  await open()
  const until = secondsLater(due.clock(), 300)
  expect(await due.deliver()).toEqual({ outcome: 'held', until, by: 'service-limit' })
  expect(due.carrier.texts).toEqual([])
  expect(due.validIdentifier()).toBe('old')
  const { state, smsDueAt, mailDueAt, expectedAt, heldOn } = due.stored()
  expect({ state, smsDueAt, heldOn }).toEqual({ state: 'held', smsDueAt: until, heldOn: 'limit' })
  expect(expectedAt.getTime()).toBeGreaterThan(until.getTime())
  expect(mailDueAt).toEqual(due.clock())
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 0, heldCount: 0 })
  expect([await due.mail(), await due.mail()]).toEqual(['service-limit', 'over'])
  const [mail] = due.mailer.mails
  expect(mail?.subject).toContain('retenu')
  expect(mail?.text).toContain('/annuler/#')
})

test('a held SMS takes no token, is mailed about once, and is never late: the public status says that SMS are held', async () => {
  expect(await showHandovers(due.ports, election)).not.toHaveProperty('stopped')
  await open()
  expect(await showHandovers(due.ports, election)).toMatchObject({ stopped: true })
  const heldAt = due.clock()
  const takeToken = () => Promise.reject(new Error('a token was taken'))
  for (let look = 0; look < 3; look++) {
    const { until } = (await due.deliver({ takeToken })) as { until: ElectionInstant }
    due.clock.set(secondsLater(until, -1))
    await countLateSms(due.ports)
    expect((await due.tables.handoverDays.findLate())?.count).toBe(0)
    expect(due.stored().mailDueAt).toEqual(heldAt)
    due.clock.advance(1)
  }
})

test('a held SMS that the cap had put off no longer counts among those of that day', async () => {
  await due.tables.smsDays.count(today, 1)
  await due.deliver({ election: { ...election, smsDailyCap: 1 } })
  await open()
  expect(await due.deliver()).toMatchObject({ outcome: 'held', by: 'service-limit' })
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 1, heldCount: 0 })
})

describe('the SMS that tries', () => {
  beforeEach(async () => {
    await open()
    due.clock.advance(900)
  })

  it('is alone, and closes the breaker with a receipt that says that it was sent', async () => {
    const other = await aDueReissue()
    const carrier = intercept(due.carrier, async (call) => {
      const { readSms, smsBreakers, clock } = due.ports
      const theirs = { readSms, smsBreakers, clock }
      expect(await other.deliver(theirs)).toMatchObject({ outcome: 'held', by: 'service-limit' })
      return call.run()
    })
    expect(await due.deliver({ carrier })).toMatchObject({ outcome: 'sent' })
    expect(await openNow()).toEqual(['account'])
    await receive()
    expect(await openNow()).toEqual([])
    expect(due.events).toContainEqual({ event: 'breaker.changed', open: [] })
  })

  it('leaves its place to another when SNS did not take it', async () => {
    due.carrier.throttle(1)
    expect(await due.deliver()).toMatchObject({ outcome: 'not-taken' })
    expect((await due.tables.smsBreakers.find()).circuits.account?.trial).toBeUndefined()
  })

  it('is sent all the same when that it left cannot be noted', async () => {
    let writes = 0
    const smsBreakers = intercept(due.tables.smsBreakers, async (call) => {
      if (call.method === 'replace' && ++writes > 1) throw new Error('no answer')
      return call.run()
    })
    expect(await due.deliver({ smsBreakers })).toMatchObject({ outcome: 'sent' })
    due.expectSent()
  })

  it('asks again when another changed the breaker meanwhile', async () => {
    let changes = 0
    const smsBreakers = intercept(due.tables.smsBreakers, async (call) => {
      if (call.method === 'replace' && changes++ === 0) {
        const breaker = await due.tables.smsBreakers.find()
        await due.tables.smsBreakers.replace(breaker, closedBreaker)
      }
      return call.run()
    })
    expect(await due.deliver({ smsBreakers })).toMatchObject({ outcome: 'sent' })
    expect(changes).toBe(1)
  })
})

test('a receipt of an unsent SMS opens the breaker before the request fails, so that a crash in between loses neither', async () => {
  await due.deliver()
  const smsReceipts = failing(due.tables.smsReceipts, 'recordFailure', 'before')
  const { smsReceipts: whole } = due.tables
  Object.assign(due.ports, { smsReceipts })
  await expect(receive('account')).rejects.toThrow()
  expect(await openNow()).toEqual(['account'])
  Object.assign(due.ports, { smsReceipts: whole })
  expect(await receive('account')).toMatchObject({ outcome: 'recorded' })
  expect(due.stored().state).toBe('failed')
})

test('a receipt without a limit, as an older reader wrote it, counts for the territory', async () => {
  await due.deliver()
  const failure = 'service-limit'
  await recordReceipt(due.ports, { messageId: 'sms-1', at: due.clock(), failure })
  const { circuits } = await due.tables.smsBreakers.find()
  expect(Object.keys(circuits)).toEqual(['FR'])
  expect(await openNow()).toEqual([])
})
