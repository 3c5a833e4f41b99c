import { expect, test } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { sourceIdOf, validIdentifierOf } from '../../../shared/domain/reissue/valid-identifier.ts'
import { type BothClocks, later } from '../../builders/values.ts'
import { aPhone, aSignedInVoter, type SignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import type { RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, storedVoter, storedReissue, unreached } = steps

  async function sent(voter: SignedInVoter, changes = {}): Promise<Reissue> {
    const reissue = await started(voter, changes)
    await complete(reissue)
    return storedReissue(reissue)
  }

  const delivered = ({ reissueId }: Reissue, at: BothClocks) =>
    tables.smsReceipts.recordDelivery(reissueId, at)
  const recordUnsent = (reissue: Reissue, at: BothClocks) =>
    tables.smsReceipts.recordFailure(reissue, {
      failure: 'service-limit',
      isUnsent: true,
      at,
      now: at,
    })

  test('a confirmed delivery is final: no later receipt changes it', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await sent(voter)
    expect(await delivered(reissue, later(130))).toBe('recorded')
    const stands = await storedVoter(voter)
    const stored = await tables.reissues.find(reissue.reissueId)
    expect(stored).toEqual({
      ...reissue,
      state: 'delivered',
      history: [...reissue.history, { state: 'delivered', at: later(130) }],
    })
    expect(await delivered(reissue, later(140))).toBe('unchanged')
    expect(await unreached(reissue, 'unreachable', later(150))).toBe('unchanged')
    expect(await storedVoter(voter)).toEqual(stands)
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
  })

  test('a failed delivery leaves another request under way', async () => {
    const voter = await aSignedInVoter(tables)
    const first = await sent(voter)
    const second = await accepted(voter)
    await unreached(first, 'blocked', later(200))
    expect(await storedVoter(voter)).toMatchObject({
      reissueCount: 1,
      pendingReissueId: second.reissueId,
    })
  })

  test('an SMS that SNS did not send brings the former identifier back, once', async () => {
    const voter = await aSignedInVoter(tables)
    const before = await storedVoter(voter)
    const reissue = await sent(voter)
    const { reissueId } = reissue
    expect(await recordUnsent(reissue, later(130))).toBe('recorded')
    expect(await recordUnsent(reissue, later(130))).toBe('unchanged')
    const { latestReissueId, smsCount, ...after } = await storedVoter(voter)
    expect([latestReissueId, smsCount]).toEqual([reissueId, 1])
    expect(after).toEqual(before)
    const stored = await tables.reissues.find(reissueId)
    expect(stored).toMatchObject({ state: 'failed', restored: true })
    expect(sourceIdOf(after, stored)).toBeUndefined()
  })

  test('an identifier that its voter has used stays valid though SNS says that it sent no SMS', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await sent(voter)
    const stands = await storedVoter(voter)
    await tables.arrivals.recordUse(reissue.reissueId, later(125))
    expect(await recordUnsent(reissue, later(130))).toBe('recorded')
    expect(await storedVoter(voter)).toEqual({ ...stands, reissueCount: 0 })
    const stored = await tables.reissues.find(reissue.reissueId)
    expect(stored?.restored).toBeUndefined()
    expect(validIdentifierOf(stands, stored).from).toBe('sms')
  })

  test('a late report of an unsent SMS leaves a later identifier valid', async () => {
    const voter = await aSignedInVoter(tables)
    const first = await sent(voter)
    const second = await sent(voter, { phone: aPhone() })
    const stands = await storedVoter(voter)
    expect(await recordUnsent(first, later(300))).toBe('recorded')
    expect(await storedVoter(voter)).toEqual({ ...stands, reissueCount: stands.reissueCount - 1 })
    expect((await tables.reissues.find(first.reissueId))?.restored).toBeUndefined()
    expect(await recordUnsent(second, later(310))).toBe('recorded')
    const after = await storedVoter(voter)
    const carrier = sourceIdOf(after, await tables.reissues.find(second.reissueId))
    expect(carrier).toBe(first.reissueId)
    expect(validIdentifierOf(after, await tables.reissues.find(first.reissueId))).toEqual({
      from: 'nowhere',
    })
  })
}
