import { describe, expect, it } from 'vitest'
import { printingRules, type RuleName } from '../../../shared/domain/reissue/reissue-rules.ts'
import { nextNotice } from '../../../shared/domain/roll/notice.ts'
import type { Voter } from '../../../shared/domain/voter/voter.ts'
import { aSituation, breaks, type Change, changed, holds } from '../../builders/situations.ts'
import { now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

const leftovers = {
  identifierReissueId: 'of the last SMS',
  formerIdentifierHash: 'before',
  formerIdentifierReissueId: 'notice',
  noticeOperationId: 'import-1',
  noticeReturnedAt: now,
}

export function printedNoticesContract(tables: Tables): void {
  async function enrolled(...changes: Change[]) {
    const { claim, items } = changed(aSituation('acceptance'), ...changes)
    const voter = { ...items.voter, ...leftovers } as Voter
    await tables.voters.enrol(voter)
    const notice = { ...nextNotice(voter, now), identifierHash: 'printed', noticeWishId: 'wish-1' }
    return { claim, voter, renewed: { ...voter, ...notice }, notice }
  }

  describe('a notice that staff print', () => {
    it.each(holds)('takes the place of all that was valid before, with $what', async (change) => {
      const { claim, voter, renewed, notice } = await enrolled(change)
      expect(await tables.printedNotices.print(voter, renewed, claim)).toBe(true)
      const found = await tables.voters.find(voter.voterId)
      expect(found).toMatchObject({ ...notice, reissueCount: voter.reissueCount + 1 })
      for (const name of Object.keys(leftovers)) expect(found).not.toHaveProperty(name)
      // Of a voter who is not as they were seen.
      expect(await tables.printedNotices.print(voter, renewed, claim)).toBe(false)
      expect(await tables.voters.find(voter.voterId)).toEqual(found)
    })

    const refusing = (Object.keys(printingRules) as RuleName[]).flatMap((name) => breaks[name])

    it.each(refusing)('is not printed with $what', async (change) => {
      const { claim, voter, renewed } = await enrolled(change)
      expect(await tables.printedNotices.print(voter, renewed, claim)).toBe(false)
      expect(await tables.voters.find(voter.voterId)).toEqual(voter)
    })
  })
}
