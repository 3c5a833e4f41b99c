import { describe, expect, it } from 'vitest'
import { identityLimit } from '../../../shared/domain/reissue/identity-limits.ts'
import { anAcceptedReissue, aPhone, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, later, type RequestSteps, reasonOf, times } from '../request-steps.ts'

export function admissionContract(tables: Tables, steps: RequestSteps): void {
  const { aClaim, admitted, accepted, attemptsOf, admit, accept } = steps

  describe('admission', () => {
    it('of one code at once admits one', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await aClaim(voter)
      const decisions = await times(10, () =>
        admit({ ...claim, reissue: anAcceptedReissue(voter) }),
      )
      const answers = decisions.map(reasonOf)
      expect(countOf(answers, 'admitted')).toBe(1)
      expect(countOf(answers, 'captcha-failed')).toBe(9)
    })

    it('at once admits no more than the attempts of a day, whatever the number of codes', async () => {
      const voter = await aSignedInVoter(tables)
      const claims = await times(identityLimit.free + 10, () => aClaim(voter))
      const decisions = await Promise.all(claims.map((claim) => admit(claim)))
      const answers = decisions.map(reasonOf)
      expect(countOf(answers, 'admitted')).toBe(identityLimit.free)
      expect(countOf(answers, 'too-many-attempts')).toBe(10)
    })

    it('compares neither code, nor identity, nor phone', async () => {
      const phone = aPhone()
      await accepted(await aSignedInVoter(tables), { phone })
      const claim = await aClaim(await aSignedInVoter(tables), { phone })
      const wrong = {
        ...claim,
        identityHash: 'of somebody else',
        captcha: { ...claim.captcha, codeHash: 'of another code' },
      }
      expect(await admit(wrong)).toEqual({ outcome: 'admitted' })
    })

    it('that is undone gives code and attempt back, once', async () => {
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

    it('gives the code back although another request has cleared the attempts', async () => {
      const voter = await aSignedInVoter(tables)
      const [claim, other] = [await admitted(voter), await admitted(voter)]
      await accept(other)
      expect(await tables.reissueRequests.undo(claim)).toBe('undone')
      expect(await attemptsOf(claim.identityAttempts)).toBe(0)
      const owner = voter.voterId
      expect(await tables.captchas.answer({ ...claim.captcha, owner }, later(0))).toBe(true)
    })

    it('and an undoing at once with the decision: one of them wins, wholly', async () => {
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
  })
}
