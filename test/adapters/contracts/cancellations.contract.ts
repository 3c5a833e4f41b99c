import { describe, expect, it } from 'vitest'
import { aLease } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps } from '../request-steps.ts'

export function cancellationsContract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, storedVoter } = steps

  describe('a withdrawal', () => {
    it('comes, as a cancellation, too late for what is being sent, and changes nothing', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const before = await storedVoter(voter)
      expect(await tables.cancellations.cancel(reissue, later(130))).toEqual({ stands: 'sending' })
      expect(await tables.cancellations.withdraw(reissue, later(130))).toBe('too-late')
      expect(await storedVoter(voter)).toEqual(before)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
    })

    it('beside a sender, a cancellation and itself: one of them wins, wholly', async () => {
      for (let round = 0; round < 5; round++) {
        const voter = await aSignedInVoter(tables)
        const reissue = await accepted(voter)
        const { reissueId } = reissue
        const [one, other, cancellation, start] = await Promise.all([
          tables.cancellations.withdraw(reissue, later(120)),
          tables.cancellations.withdraw(reissue, later(120)),
          tables.cancellations.cancel(reissue, later(120)),
          tables.sendings.start(reissueId, aLease(later(120), later(180))),
        ])
        const won = [one, other, cancellation].map(String).concat(start.outcome)
        expect(won.filter((answer) => /^(withdrawn|cancelled|started)$/.test(answer)).length).toBe(
          1,
        )
        const { state, withdrawn } = (await tables.reissues.find(reissueId)) ?? {}
        expect(state).toBe(start.outcome === 'started' ? 'sending' : 'cancelled')
        expect(withdrawn === true).toBe(won.includes('withdrawn'))
        expect(won.includes('unchanged')).toBe(won.includes('withdrawn'))
      }
    })

    it('that another request followed is disowned only by who knows which', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      await tables.cancellations.withdraw(reissue, later(60))
      const next = await accepted(voter)
      const before = await storedVoter(voter)
      const disown = (latest: string) => tables.cancellations.disown(reissue, latest, later(90))
      const latestReissueId = next.reissueId
      expect(await disown(reissue.reissueId)).toEqual({ latestReissueId })
      expect(await storedVoter(voter)).toEqual(before)
      expect(await disown(latestReissueId)).toBe('disowned')
    })

    it('is other news once it is disowned', async () => {
      const reissue = await accepted(await aSignedInVoter(tables))
      const find = async () => (await tables.reissues.find(reissue.reissueId)) ?? reissue
      await tables.cancellations.withdraw(reissue, later(60))
      const told = await find()
      await tables.cancellations.disown(reissue, reissue.reissueId, later(90))
      await tables.reissueMails.settle(told)
      expect((await find()).mailDueAt).toEqual(later(210))
      await tables.reissueMails.settle(await find())
      expect(await find()).not.toHaveProperty('mailDueAt')
    })
  })
}
