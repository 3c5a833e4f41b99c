import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { noticeSource } from '../../../shared/domain/voter/voter.ts'
import { aLease, type BothClocks, bothClocks, later, now } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, fail, storedVoter } = steps

  test('no sending starts for an absent request', async () => {
    const start = await tables.sendings.start(randomUUID(), aLease(now, later(30)))
    expect(start).toEqual({ outcome: 'absent' })
  })

  test('a sending is taken over at the end of its lease and not before, by one of many at once', async () => {
    const { reissueId, history } = await started(await aSignedInVoter(tables))
    const take = (from: BothClocks, to: BothClocks) =>
      tables.sendings.start(reissueId, aLease(from, to))
    const beforeEnd = bothClocks(later(150).getTime() - 1)
    expect(await take(beforeEnd, later(180))).toEqual({ outcome: 'busy' })
    const starts = await times(10, () => take(later(150), later(180)))
    const taken = starts.filter((start) => start.outcome === 'started')
    expect(taken).toHaveLength(1)
    const over = { state: 'sending', history, takenOver: true }
    expect(taken[0]).toMatchObject({ reissue: over })
    expect(await take(later(179), later(209))).toEqual({ outcome: 'busy' })
  })

  test.each<[string, (reissue: Reissue) => Promise<string>]>([
    ['completed', complete],
    ['failed', fail],
  ])('once %s, a sending is over: nothing starts, completes or fails it again', async (_, end) => {
    const voter = await aSignedInVoter(tables)
    const reissue = await started(voter)
    await end(reissue)
    const stands = await storedVoter(voter)
    const stored = await tables.reissues.find(reissue.reissueId)
    const start = await tables.sendings.start(reissue.reissueId, aLease(later(999), later(1029)))
    expect(start).toEqual({ outcome: 'over' })
    expect(await complete(reissue, 'hash of a later identifier')).toBe('already-over')
    expect(await fail(reissue)).toBe('already-over')
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
      expect(countOf(answers, 'already-over')).toBe(3)
      const wasSent = answers.includes('completed')
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

  test('a sending that nobody started cannot end', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await accepted(voter)
    await expect(complete(reissue)).rejects.toThrow('contradict')
    await expect(fail(reissue)).rejects.toThrow('contradict')
    expect((await storedVoter(voter)).pendingReissueId).toBe(reissue.reissueId)
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
  })
}
