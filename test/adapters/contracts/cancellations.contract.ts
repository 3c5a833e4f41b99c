import { expect, test } from 'vitest'
import { later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import type { RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, storedVoter } = steps

  test('a withdrawal or a cancellation is too late for an SMS that is being sent, and changes nothing', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await started(voter)
    const before = await storedVoter(voter)
    for (const withdrawal of [undefined, { withdrawn: true } as const])
      expect(await tables.cancellations.cancel(reissue, later(130), withdrawal)).toEqual(reissue)
    expect(await storedVoter(voter)).toEqual(before)
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
  })

  test('a withdrawn request is disowned only by whoever knows the one that followed', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await accepted(voter)
    await tables.cancellations.cancel(reissue, later(60), { withdrawn: true })
    const next = await accepted(voter)
    const before = await storedVoter(voter)
    const disown = (latest: string) => tables.cancellations.disown(reissue, latest, later(90))
    const latestReissueId = next.reissueId
    expect(await disown(reissue.reissueId)).toEqual({ latestReissueId })
    expect(await storedVoter(voter)).toEqual(before)
    expect(await disown(latestReissueId)).toBe('disowned')
  })
}
