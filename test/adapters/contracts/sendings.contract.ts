import { expect, test } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { leaseSeconds } from '../../../shared/domain/sms/sms-delivery.ts'
import { noticeSource } from '../../../shared/domain/voter/voter.ts'
import { type BothClocks, bothClocks, later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, fail, storedVoter } = steps

  test('a sending is taken over at the end of its lease and not before, by one of many at once', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    const take = (at: BothClocks) => tables.sendings.start(reissue, at)
    const end = later(120 + leaseSeconds)
    expect(await take(bothClocks(end.getTime() - 1))).toEqual({ outcome: 'busy' })
    const starts = await times(10, () => take(end))
    const taken = starts.filter((start) => start.outcome === 'started')
    expect(taken).toHaveLength(1)
    const over = { state: 'sending', history: reissue.history, takenOver: true }
    expect(taken[0]).toMatchObject({ reissue: over })
    expect(await take(later(160))).toEqual({ outcome: 'busy' })
  })

  test.each<[string, (reissue: Reissue) => Promise<boolean>]>([
    ['completed', complete],
    ['failed', fail],
  ])('once %s, a sending is over: nothing starts, completes or fails it again', async (_, end) => {
    const voter = await aSignedInVoter(tables)
    const reissue = await started(voter)
    await end(reissue)
    const stands = await storedVoter(voter)
    const stored = await tables.reissues.find(reissue.reissueId)
    const start = await tables.sendings.start(reissue, later(999))
    expect(start).toEqual({ outcome: 'over' })
    expect(await complete(reissue, 'hash of a later identifier')).toBe(false)
    expect(await fail(reissue)).toBe(false)
    expect(await storedVoter(voter)).toEqual(stands)
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
  })

  test('a sending completed and failed at once is one or the other, wholly', async () => {
    for (let round = 0; round < 5; round++) {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const before = await storedVoter(voter)
      const ends = [complete, fail, complete, fail].map((end) => end(reissue))
      const answers = await Promise.all(ends)
      expect(answers.filter(Boolean)).toHaveLength(1)
      const wasSent = answers.indexOf(true) % 2 === 0
      const stored = await tables.reissues.find(reissue.reissueId)
      expect(stored?.state).toBe(wasSent ? 'sent' : 'failed')
      const { pendingReissueId, ...freed } = before
      expect(await storedVoter(voter)).toEqual({
        ...freed,
        ...(wasSent
          ? {
              formerIdentifierHash: before.identifierHash,
              formerIdentifierReissueId: noticeSource,
              identifierHash: 'hash of the new identifier',
              identifierReissueId: reissue.reissueId,
            }
          : { reissueCount: 0 }),
      })
    }
  })

  test('a request that nobody sends is not completed, and fails only if no sender has it meanwhile', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await accepted(voter)
    expect(await complete(reissue)).toBe(false)
    const { reissueId } = reissue
    expect(await tables.reissues.find(reissueId)).toEqual(reissue)
    const start = await tables.sendings.start(reissue, later(120))
    expect(await fail(reissue)).toBe(false)
    const sending = await tables.reissues.find(reissueId)
    expect(start).toEqual({ outcome: 'started', reissue: sending })
    expect((await storedVoter(voter)).pendingReissueId).toBe(reissueId)
    const other = await accepted(await aSignedInVoter(tables))
    expect(await fail(other)).toBe(true)
  })
}
