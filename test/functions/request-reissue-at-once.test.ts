import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueRequest,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { sendTo, usualPorts } from '../builders/journey-steps.ts'
import { keys } from '../builders/values.ts'
import { aForm, aPhone, aSignedInVoter, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryQueue } from '../fakes/channels.ts'
import { type InMemoryTables, inMemoryTables, type Tables } from '../fakes/in-memory-tables.ts'
import { intercept } from '../fakes/interception.ts'

function ask(tables: Tables, voter: SignedInVoter, form: ReissueForm): Promise<ReissueRequest> {
  const ports = { ...usualPorts(tables), queues: [inMemoryQueue(), inMemoryQueue()] }
  return requestReissue(ports, { session: voter.session, form })
}

/** Every call waits for its turn, which fast-check gives in any order. */
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

const times = <Made>(count: number, make: (index: number) => Made) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

const counts = (results: ReissueRequest[]) =>
  results.reduce<Record<string, number>>((sum, { outcome }) => {
    sum[outcome] = (sum[outcome] ?? 0) + 1
    return sum
  }, {})

describe('requests at once', () => {
  it('of one voter with one request left: no order of their calls accepts two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const tables = inMemoryTables()
        const voter = await aSignedInVoter(tables)
        tables.alter.voter(voter.voterId, { reissueCount: 2 })
        const forms = await times(4, () => aForm(tables, voter))
        const asked = forms.map((form) => ask(scheduled(scheduler, tables), voter, form))
        const results = await scheduler.waitFor(Promise.all(asked))
        expect(counts(results)).toEqual({ accepted: 1, 'already-pending': 3 })
        expect(tables.look.voter(voter.voterId).reissueCount).toBe(3)
      }),
      { numRuns: 50 },
    )
  })

  it('and sendings between them: never more than three are accepted', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const tables = inMemoryTables()
        const voter = await aSignedInVoter(tables)
        const phone = aPhone()
        const forms = await times(6, () => aForm(tables, voter, { phone }))
        const asked = forms.map(async (form) => {
          const result = await ask(scheduled(scheduler, tables), voter, form)
          if (result.outcome !== 'accepted') return result
          await scheduler.schedule(Promise.resolve(), 'send')
          await sendTo(tables, result.reissue, phone)
          return result
        })
        const results = await scheduler.waitFor(Promise.all(asked))
        const accepted = counts(results).accepted ?? 0
        seen.add(accepted)
        expect(tables.look.voter(voter.voterId).reissueCount).toBe(accepted)
        expect(tables.look.phone(hashPhone(keys, phone)).reissueCount).toBe(accepted)
      }),
      { numRuns: 100, seed: 2026 },
    )
    expect(Math.max(...seen)).toBe(3)
  })

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
