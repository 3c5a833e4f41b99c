import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps } from '../request-steps.ts'

export function arrivalsContract(tables: Tables, steps: RequestSteps): void {
  describe.each([
    ['recordUse', 'usedAt', { outcome: 'recorded', territory: 'FR' }, { outcome: 'unchanged' }],
    ['recordMissing', 'notReceivedAt', 'recorded', 'unchanged'],
  ] as const)('%s', (record, name, recorded, unchanged) => {
    it('counts once: the first time stands, and nothing else changes', async () => {
      const reissue = await steps.accepted(await aSignedInVoter(tables))
      expect(await tables.arrivals[record](reissue.reissueId, later(130))).toEqual(recorded)
      expect(await tables.arrivals[record](reissue.reissueId, later(140))).toEqual(unchanged)
      const stored = await tables.reissues.find(reissue.reissueId)
      expect(stored).toEqual({ ...reissue, [name]: later(130) })
    })

    it('makes no request that is not there', async () => {
      const reissueId = randomUUID()
      expect(await tables.arrivals[record](reissueId, later(130))).toEqual(unchanged)
      expect(await tables.reissues.find(reissueId)).toBeUndefined()
    })
  })
}
