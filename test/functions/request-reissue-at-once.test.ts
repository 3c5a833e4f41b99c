import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueRequest,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { aForm, aSignedInVoter, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryQueue } from '../fakes/channels.ts'
import { type InMemoryTables, inMemoryTables, type Tables } from '../fakes/in-memory-tables.ts'
import { intercept } from '../fakes/interception.ts'

function ask(tables: Tables, voter: SignedInVoter, form: ReissueForm): Promise<ReissueRequest> {
  const ports = { ...usualPorts(tables), queues: [inMemoryQueue(), inMemoryQueue()] }
  return requestReissue(ports, { session: voter.session, form })
}

function scheduled(scheduler: fc.Scheduler, tables: InMemoryTables): Tables {
  const guard = <Port extends object>(port: Port) =>
    intercept(port, async ({ method, run }) => {
      await scheduler.schedule(Promise.resolve(), method)
      return run()
    })
  return {
    ...tables,
    reissueRequests: guard(tables.reissueRequests),
    reissues: guard(tables.reissues),
  }
}

describe('requests at once', () => {
  it('with one security code: no order of their calls tells two guesses of the identity', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const tables = inMemoryTables()
        const voter = await aSignedInVoter(tables)
        const other = await aSignedInVoter(tables)
        const right = await aForm(tables, voter)
        const guesses = [{ ...right, numen: other.numen }, right, { ...right, numen: other.numen }]
        const asked = guesses.map((guess) => ask(scheduled(scheduler, tables), voter, guess))
        const results = await scheduler.waitFor(Promise.all(asked))
        const told = results.filter(({ outcome }) => outcome !== 'captcha-failed')
        expect(told.filter(({ outcome }) => outcome !== 'already-pending')).toHaveLength(1)
        for (const { outcome } of told) seen.add(outcome)
      }),
      { numRuns: 100, seed: 2026 },
    )
    expect(seen).toContain('accepted')
    expect(seen).toContain('identity-mismatch')
  })
})
