import { expect, test } from 'vitest'
import { aPhone, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, type RequestSteps, reasonOf, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { admitted, accepted, started, complete, storedVoter, accept } = steps

  test('acceptance puts the request among those of its voter, and of nobody else', async () => {
    const [voter, other] = [await aSignedInVoter(tables), await aSignedInVoter(tables)]
    const first = await started(voter)
    await complete(first)
    const second = await accepted(voter)
    await accepted(other)
    expect((await tables.reissuesOfVoter.idsOf(voter.voterId)).sort()).toEqual(
      [first.reissueId, second.reissueId].sort(),
    )
    expect(await tables.reissuesOfVoter.idsOf('nobody')).toEqual([])
  })

  test('acceptance never writes over a request that has the same id', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await started(voter)
    await complete(reissue)
    const claim = await admitted(voter, { reissueId: reissue.reissueId })
    await expect(accept(claim)).rejects.toThrow('No rule refuses')
    expect((await storedVoter(voter)).reissueCount).toBe(1)
  })

  test('acceptance of one phone by 50 voters at once serves one of them', async () => {
    const phone = aPhone()
    const voters = await times(50, () => aSignedInVoter(tables))
    const claims = await Promise.all(voters.map((voter) => admitted(voter, { phone })))
    const decisions = await Promise.all(claims.map((claim) => accept(claim)))
    const answers = decisions.map(reasonOf)
    expect(countOf(answers, 'accepted')).toBe(1)
    expect(countOf(answers, 'phone-taken')).toBe(49)
    const stored = await Promise.all(voters.map(storedVoter))
    expect(stored.filter(({ reissueCount }) => reissueCount === 1)).toHaveLength(1)
  })
}
