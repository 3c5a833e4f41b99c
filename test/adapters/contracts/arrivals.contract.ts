import { describe, expect, it } from 'vitest'
import { later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import type { RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  describe.each([
    ['recordUse', 'usedAt'],
    ['recordMissing', 'notReceivedAt'],
  ] as const)('%s', (record, name) => {
    const recorded = { outcome: 'recorded', territory: 'FR' }
    const unchanged = { outcome: 'unchanged' }
    it('counts once: the first time stands, nothing else changes, and no request is made', async () => {
      const reissue = await steps.accepted(await aSignedInVoter(tables))
      expect(await tables.arrivals[record](reissue.reissueId, later(130))).toEqual(recorded)
      expect(await tables.arrivals[record](reissue.reissueId, later(140))).toEqual(unchanged)
      const stored = await tables.reissues.find(reissue.reissueId)
      expect(stored).toEqual({ ...reissue, [name]: later(130) })
      expect(await tables.arrivals[record]('nowhere', later(130))).toEqual(unchanged)
      expect(await tables.reissues.find('nowhere')).toBeUndefined()
    })
  })
}
