import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anAskingVoter } from '../builders/asking-voter.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { guarded, scheduledBy } from '../fakes/interception.ts'

it('requests at once with one security code: no order of their calls tells two guesses of the identity', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { tables, ask, form } = await anAskingVoter()
      const { numen } = await aSignedInVoter(tables)
      const right = await form()
      const engines = guarded(tables, scheduledBy(scheduler), 'reissueRequests', 'reissues')
      const guesses = [{ ...right, numen }, right, { ...right, numen }]
      const requests = guesses.map((guess) => ask(guess, undefined, engines))
      const results = await scheduler.waitFor(Promise.all(requests))
      const judged = results.filter(({ outcome }) => outcome !== 'captcha-failed')
      expect(judged.filter(({ outcome }) => outcome !== 'already-pending')).toHaveLength(1)
      for (const { outcome } of judged) seen.add(outcome)
    }),
    { numRuns: 100, seed: 2026 },
  )
  expect(seen).toContain('accepted')
  expect(seen).toContain('identity-mismatch')
})
