import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aLease, later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { aHold, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, storedReissue } = steps

  test('a repeated message takes over from its own sender, and a copy of it does not', async () => {
    const { reissueId } = await accepted(await aSignedInVoter(tables))
    const own = (from: number, receiveCount: number) =>
      aLease(later(from), later(from + 60), { queueMessageId: 'the message', receiveCount })
    const copy = (from: number) => aLease(later(from), later(from + 60))
    const outcomeOf = async (lease: ReturnType<typeof copy>) =>
      (await tables.sendings.start(reissueId, lease)).outcome
    expect(await outcomeOf(own(120, 1))).toBe('started')
    expect(await outcomeOf(own(121, 1))).toBe('busy')
    expect(await outcomeOf(own(125, 2))).toBe('started')
    expect(await outcomeOf(copy(130))).toBe('busy')
    expect(await outcomeOf(copy(185))).toBe('started')
    expect(await outcomeOf(own(190, 3))).toBe('busy')
  })

  test('a repeated message is not held up by a delivery before it, which never takes the request back', async () => {
    const { reissueId } = await accepted(await aSignedInVoter(tables))
    const delivery = (receiveCount: number) =>
      aLease(later(120), later(180), { queueMessageId: 'the message', receiveCount })
    const outcomeOf = async (lease: ReturnType<typeof delivery>) =>
      (await tables.sendings.start(reissueId, lease)).outcome
    expect(await outcomeOf(delivery(1))).toBe('started')
    expect(await outcomeOf(delivery(3))).toBe('started')
    expect(await outcomeOf(delivery(2))).toBe('busy')
    expect(await outcomeOf(delivery(3))).toBe('busy')
  })

  test('a repeated message that takes over leaves the time of the next requeue as it is', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    await tables.overdueReissues.delayRequeue(reissue.reissueId, 'sms', later(5000))
    await tables.sendings.start(reissue.reissueId, aLease(later(200), later(260)))
    expect((await storedReissue(reissue)).smsDueAt).toEqual(later(5000))
  })

  const lease = aLease(later(120), later(180), { queueMessageId: 'the message', receiveCount: 1 })
  const begin = async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    await tables.sendings.start(reissue.reissueId, lease)
    return reissue.reissueId
  }

  test('an attempt without an SMS gives the request back: the next sender has it at once, as the first, and one only', async () => {
    const reissueId = await begin()
    await tables.sendings.release(reissueId, lease)
    const start = () => tables.sendings.start(reissueId, aLease(later(125), later(185)))
    const [taken, ...others] = (await times(5, start)).sort((one) =>
      one.outcome === 'started' ? -1 : 1,
    )
    expect(taken).toMatchObject({ outcome: 'started', reissue: { state: 'sending' } })
    expect(taken).not.toHaveProperty('reissue.takenOver')
    expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(['busy']))
  })

  test('an attempt without an SMS gives back nothing that another sender, or another attempt, has now', async () => {
    const reissueId = await begin()
    const { owner } = lease
    for (const another of [
      { ...lease, owner: { ...owner, queueMessageId: 'a copy' } },
      { ...lease, owner: { ...owner, receiveCount: 2 } },
      { ...lease, until: later(181) },
    ])
      await tables.sendings.release(reissueId, another)
    const start = await tables.sendings.start(reissueId, aLease(later(179), later(239)))
    expect(start).toEqual({ outcome: 'busy' })
  })

  test('a request that is held after an attempt without an SMS can be stopped', async () => {
    const reissueId = await begin()
    await tables.sendings.release(reissueId, lease)
    const reissue = await storedReissue({ reissueId })
    expect(await tables.sendings.hold(reissue, aHold(126, 186, 900, 'limit'))).toBe(true)
    expect(await tables.cancellations.cancel(reissue, later(130))).toBe('cancelled')
  })

  const hold = aHold(1, 3600, 9100)

  test('a request that the same day holds again has no notification, and one that another day holds has', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    expect(await tables.sendings.hold(reissue, hold)).toBe(true)
    expect(await tables.sendings.hold(reissue, { ...hold, now: later(2) })).toBe(false)
    const held = await storedReissue(reissue)
    const again = { ...hold, now: later(3), until: later(7200) }
    expect(await tables.sendings.hold(held, again)).toBe(true)
    expect(await storedReissue(reissue)).toEqual({ ...held, smsDueAt: later(7200) })
    const next = { ...hold, heldOn: '2026-11-26', now: later(86_400) }
    expect(await tables.sendings.hold(held, next)).toBe(true)
    expect(await tables.sendings.hold(held, next)).toBe(false)
    const { mailDueAt, history } = await storedReissue(reissue)
    expect(mailDueAt).toEqual(later(86_400))
    expect(history).toEqual(held.history)
  })

  test('a request whose SMS may have left is not held and cannot be stopped, also once its lease is over', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    expect(await tables.sendings.hold(reissue, { ...hold, now: later(150) })).toBe(false)
    const start = await tables.sendings.start(reissue.reissueId, aLease(later(160), later(220)))
    expect(start).toMatchObject({ outcome: 'started', reissue: { takenOver: true } })
    expect(await tables.cancellations.cancel(reissue, later(230))).toEqual({ state: 'sending' })
    const { history } = await storedReissue(reissue)
    expect(history.map(({ state }) => state)).toEqual(['accepted', 'sending'])
  })

  test('a request held before a sender had it can be stopped', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    await tables.sendings.hold(reissue, hold)
    expect(await tables.cancellations.cancel(reissue, later(60))).toBe('cancelled')
  })

  test('a request that is over or absent is not held', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    await complete(reissue)
    const stored = await storedReissue(reissue)
    expect(await tables.sendings.hold(reissue, { ...hold, now: later(9000) })).toBe(false)
    expect(await tables.sendings.hold(stored, hold)).toBe(false)
    expect(await storedReissue(reissue)).toEqual(stored)
    const nowhere = { ...reissue, reissueId: randomUUID(), state: 'accepted' as const }
    expect(await tables.sendings.hold(nowhere, hold)).toBe(false)
    expect(await tables.reissues.find(nowhere.reissueId)).toBeUndefined()
  })
}
