import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BothClocks, now } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, times } from '../request-steps.ts'

export function bothFactorsLostNewsContract(tables: Tables): void {
  describe('the news that both factors are lost', () => {
    async function renewed() {
      const voter = await aSignedInVoter(tables)
      const renew = async (at: BothClocks, version: number) => {
        const newest = { tokenHash: randomUUID(), expiresAt: later(9999) }
        const link = { voterId: voter.voterId, newest, requestedAt: at, issuedAt: [at] }
        const found = await tables.passwordLinks.find(voter.voterId)
        await tables.passwordLinks.replace(found, { ...link, mailed: true, version })
        const { voterId } = voter
        const { tokenHash } = newest
        await tables.passwords.set({ voterId, tokenHash, passwordHash: 'new', renews: true, at })
      }
      await renew(now, 1)
      return { ...voter, renew }
    }

    it('is told once for each password that was replaced, however many ask', async () => {
      const { voterId, renew } = await renewed()
      const marks = await times(10, () => tables.bothFactorsLostNews.markTold(voterId, later(60)))
      expect(marks.filter((isToTell) => isToTell)).toHaveLength(1)
      await renew(later(120), 3)
      expect(await tables.bothFactorsLostNews.markTold(voterId, later(150))).toBe(true)
      expect(await tables.bothFactorsLostNews.markTold(voterId, later(160))).toBe(false)
    })

    it('that was unmarked can be told again, by whoever unmarked their own', async () => {
      const { voterId } = await renewed()
      await tables.bothFactorsLostNews.markTold(voterId, later(60))
      await tables.bothFactorsLostNews.unmarkTold(voterId, later(61))
      expect(await tables.bothFactorsLostNews.markTold(voterId, later(62))).toBe(false)
      await tables.bothFactorsLostNews.unmarkTold(voterId, later(60))
      expect(await tables.bothFactorsLostNews.markTold(voterId, later(63))).toBe(true)
    })

    it('is not told to a voter whose password was not replaced, or who is on no roll', async () => {
      const { voterId } = await aSignedInVoter(tables)
      const nobody = randomUUID()
      expect(await tables.bothFactorsLostNews.markTold(voterId, later(60))).toBe(false)
      expect(await tables.bothFactorsLostNews.markTold(nobody, later(60))).toBe(false)
      expect(await tables.voters.find(nobody)).toBeUndefined()
    })
  })
}
