import { expect, test } from 'vitest'
import { anAcceptedReissue, aPhone, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, outcomeOf, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { admitted, accepted, started, complete, storedVoter, attemptsOf, admit, accept } = steps

  test('an undone admission gives code and attempt back, once', async () => {
    const voter = await aSignedInVoter(tables)
    await admitted(voter)
    const claim = await admitted(voter)
    expect(await attemptsOf(claim.identityAttempts)).toBe(2)
    for (const _ of [1, 2]) {
      expect(await tables.reissueRequests.undo(claim)).toBe('undone')
      expect(await attemptsOf(claim.identityAttempts)).toBe(1)
    }
    expect(outcomeOf(await accept(claim))).toBe('captcha-failed')
    const again = { ...claim, reissue: anAcceptedReissue(voter) }
    expect(await admit(again)).toEqual({ outcome: 'admitted' })
    expect(await tables.reissueRequests.undo(claim)).toBe('undone')
    expect(await accept(again)).toEqual({ outcome: 'accepted' })
  })

  test('of a decision and an undoing at once, one wins, wholly', async () => {
    for (let round = 0; round < 5; round++) {
      const voter = await aSignedInVoter(tables)
      const claim = await admitted(voter)
      const [decision, undoing] = await Promise.all([
        accept(claim),
        tables.reissueRequests.undo(claim),
      ])
      const stored = await tables.reissues.find(claim.reissue.reissueId)
      const won = undoing === 'accepted' ? 'accepted' : 'captcha-failed'
      expect(outcomeOf(decision)).toBe(won)
      expect(stored !== undefined).toBe(won === 'accepted')
      expect(await attemptsOf(claim.identityAttempts)).toBe(0)
    }
  })

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
    const answers = decisions.map(outcomeOf)
    expect(countOf(answers, 'accepted')).toBe(1)
    expect(countOf(answers, 'phone-taken')).toBe(49)
    const stored = await Promise.all(voters.map(storedVoter))
    expect(stored.filter(({ reissueCount }) => reissueCount === 1)).toHaveLength(1)
  })
}
