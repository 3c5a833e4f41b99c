import { describe, expect, it } from 'vitest'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, storedVoter } = steps

  describe('a withdrawal', () => {
    it('comes, as a cancellation, too late for what is being sent, and changes nothing', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const before = await storedVoter(voter)
      expect(await tables.cancellations.cancel(reissue, later(130))).toEqual({ stands: 'sending' })
      expect(await tables.cancellations.withdraw(reissue, later(130))).toBe('too-late')
      expect(await storedVoter(voter)).toEqual(before)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
    })

    it('that another request followed is disowned only by who knows which', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      await tables.cancellations.withdraw(reissue, later(60))
      const next = await accepted(voter)
      const before = await storedVoter(voter)
      const disown = (latest: string) => tables.cancellations.disown(reissue, latest, later(90))
      const latestReissueId = next.reissueId
      expect(await disown(reissue.reissueId)).toEqual({ latestReissueId })
      expect(await storedVoter(voter)).toEqual(before)
      expect(await disown(latestReissueId)).toBe('disowned')
    })
  })
}
