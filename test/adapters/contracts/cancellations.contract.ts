import { describe, expect, it } from 'vitest'
import { aLease } from '../../builders/values.ts'
import { aPhone, aSignedInVoter, openSession } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, later, type RequestSteps } from '../request-steps.ts'

export function cancellationsContract(tables: Tables, steps: RequestSteps): void {
  const { aClaim, accepted, started, storedVoter } = steps

  describe('a cancellation', () => {
    it('gives the attempt back, keeps the identifier, and asks for a new password', async () => {
      const voter = await aSignedInVoter(tables)
      const phone = aPhone()
      const before = await storedVoter(voter)
      const reissue = await accepted(voter, { phone })
      expect(await tables.cancellations.cancel(reissue, later(60))).toBe('cancelled')
      expect(await storedVoter(voter)).toEqual({
        ...before,
        smsCount: 0,
        latestReissueId: reissue.reissueId,
        passwordChangeRequired: true,
        sessionEpoch: before.sessionEpoch + 1,
      })
      const { sealedPhone, smsDueAt, ...kept } = reissue
      expect(await tables.reissues.find(reissue.reissueId)).toEqual({
        ...kept,
        state: 'cancelled',
        history: [...reissue.history, { state: 'cancelled', at: later(60) }],
        mailDueAt: later(180),
      })
      // The phone serves nobody any more.
      await accepted(await aSignedInVoter(tables), { phone })
    })

    it('of a voter whose password must change first: they may not ask again', async () => {
      const voter = await aSignedInVoter(tables)
      await tables.cancellations.cancel(await accepted(voter), later(60))
      const { session } = await openSession(tables, await storedVoter(voter))
      expect(await tables.reissueRequests.admit(await aClaim({ ...voter, session }))).toEqual({
        outcome: 'refused',
        reason: 'password-change-required',
      })
    })

    it('ends the sessions of the voter, for whoever was admitted too', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      const [early, late] = [await aClaim(voter), await aClaim(voter)]
      await tables.cancellations.cancel(reissue, later(60))
      const unauthenticated = { outcome: 'refused', reason: 'unauthenticated' }
      expect(await tables.reissueRequests.admit(early)).toEqual(unauthenticated)
      expect(await tables.reissueRequests.accept(late)).toEqual(unauthenticated)
    })

    it('comes too late for what is being sent, and changes nothing', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const before = await storedVoter(voter)
      expect(await tables.cancellations.cancel(reissue, later(130))).toEqual({ stands: 'sending' })
      expect(await storedVoter(voter)).toEqual(before)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
    })

    it('serves once', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => tables.cancellations.cancel(reissue, later(60))),
      )
      expect(countOf(answers.map(String), 'cancelled')).toBe(1)
      expect((await storedVoter(voter)).reissueCount).toBe(0)
    })

    it('and a sender at once: one of them wins, wholly', async () => {
      for (let round = 0; round < 5; round++) {
        const voter = await aSignedInVoter(tables)
        const reissue = await accepted(voter)
        const [cancellation, start] = await Promise.all([
          tables.cancellations.cancel(reissue, later(120)),
          tables.sendings.start(reissue.reissueId, aLease(later(120), later(180))),
        ])
        const stored = await tables.reissues.find(reissue.reissueId)
        if (cancellation === 'cancelled') {
          expect(start).toEqual({ outcome: 'over' })
          expect(stored?.state).toBe('cancelled')
        } else {
          expect(start.outcome).toBe('started')
          expect(stored?.state).toBe('sending')
        }
      }
    })
  })
}
