import { expect, test } from 'vitest'
import { type RuleName, voterRules } from '../../../shared/domain/reissue/reissue-rules.ts'
import { nextNotice } from '../../../shared/domain/roll/notice.ts'
import type { Voter } from '../../../shared/domain/voter/voter.ts'
import { aUse } from '../../builders/approvals.ts'
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

export function contract(tables: Tables): void {
  async function enrolled(...changes: Change[]) {
    const { claim, items } = changed(aSituation('acceptance'), ...changes)
    const voter = { ...items.voter, ...leftovers } as Voter
    await tables.voters.enrol(voter)
    const notice = { ...nextNotice(voter, now), identifierHash: 'printed', noticeWishId: 'wish-1' }
    const use = await aUse(tables.approvals, { kind: 'print-notice', target: voter.voterId })
    const print = () => tables.printedNotices.print(voter, { ...voter, ...notice }, claim, use)
    const isUsed = async () => {
      const { approvalKey, requester } = use.before
      return (await tables.approvals.find(approvalKey, requester))?.approver !== undefined
    }
    return { voter, notice, print, isUsed }
  }

  test.each(holds)('a printed notice replaces every identifier, with $what', async (change) => {
    const { voter, notice, print, isUsed } = await enrolled(change)
    expect([await print(), await isUsed()]).toEqual([true, true])
    const found = await tables.voters.find(voter.voterId)
    expect(found).toMatchObject({ ...notice, reissueCount: voter.reissueCount + 1 })
    for (const name of Object.keys(leftovers)) expect(found).not.toHaveProperty(name)
    expect(await print()).toBe(false)
    expect(await tables.voters.find(voter.voterId)).toEqual(found)
  })

  const refusing = (Object.keys(voterRules) as RuleName[]).flatMap((name) => breaks[name])

  test.each(refusing)('a notice is not printed with $what', async (change) => {
    const { voter, print, isUsed } = await enrolled(change)
    expect([await print(), await isUsed()]).toEqual([false, false])
    expect(await tables.voters.find(voter.voterId)).toEqual(voter)
  })
}
