import { expect, test } from 'vitest'
import { anAcceptedReissue, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, reasonOf } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { admitted, attemptsOf, admit, accept } = steps

  test('an undone admission gives code and attempt back, once', async () => {
    const voter = await aSignedInVoter(tables)
    await admitted(voter)
    const claim = await admitted(voter)
    expect(await attemptsOf(claim.identityAttempts)).toBe(2)
    for (const _ of [1, 2]) {
      expect(await tables.reissueRequests.undo(claim)).toBe('undone')
      expect(await attemptsOf(claim.identityAttempts)).toBe(1)
    }
    expect(reasonOf(await accept(claim))).toBe('captcha-failed')
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
      expect(reasonOf(decision)).toBe(won)
      expect(stored !== undefined).toBe(won === 'accepted')
      expect(await attemptsOf(claim.identityAttempts)).toBe(0)
    }
  })
}
