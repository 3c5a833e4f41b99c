import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { leaseSeconds } from '../../../shared/domain/sms/sms-delivery.ts'
import { later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { aHold, outcomeOf, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, storedReissue } = steps

  test('a sender that takes over leaves the time of the next requeue as it is', async () => {
    const { reissueId } = await started(await aSignedInVoter(tables))
    await tables.overdueReissues.delayDueTime(reissueId, 'sms', later(5000))
    await tables.sendings.start(await storedReissue({ reissueId }), later(200))
    const { smsDueAt, takenOver } = await storedReissue({ reissueId })
    expect([smsDueAt, takenOver]).toEqual([later(5000), true])
  })

  test('an attempt without an SMS gives the request back: the next sender has it at once, as the first, and one only', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    await tables.sendings.release(reissue, later(121), false)
    const released = await storedReissue(reissue)
    expect(released).not.toHaveProperty('leaseEndsAt')
    const starts = await times(5, () => tables.sendings.start(released, later(125)))
    const [taken, ...others] = starts.sort((one) => (one.outcome === 'started' ? -1 : 1))
    expect(taken).toMatchObject({ outcome: 'started', reissue: { state: 'sending' } })
    expect(taken).not.toHaveProperty('reissue.takenOver')
    expect(new Set(others.map(outcomeOf))).toEqual(new Set(['busy']))
    const { history } = await storedReissue(reissue)
    const states = ['accepted', 'sending', 'accepted', 'sending']
    expect(history.map(({ state }) => state)).toEqual(states)
  })

  test('an attempt without an SMS gives back nothing that another sender has, or that one before may have sent', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    const start = await tables.sendings.start(reissue, later(120 + leaseSeconds))
    const second = await storedReissue(reissue)
    expect(start).toEqual({ outcome: 'started', reissue: second })
    await tables.sendings.release(reissue, later(160), false)
    expect(await storedReissue(reissue)).toEqual(second)
    await tables.sendings.release(second, later(160), false)
    expect(await storedReissue(reissue)).toEqual({ ...second, leaseEndsAt: later(160) })
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
    const start = await tables.sendings.start(reissue, later(160))
    expect(start).toMatchObject({ outcome: 'started', reissue: { takenOver: true } })
    const current = await tables.cancellations.cancel(reissue, later(230))
    expect(current).toMatchObject({ state: 'sending', takenOver: true })
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
