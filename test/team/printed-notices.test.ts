import { expect, test } from 'vitest'
import { nextNotice } from '../../shared/domain/roll/notice.ts'
import { printingClaim } from '../../shared/domain/staff/printed-notice.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aUse } from '../builders/approvals.ts'
import { now } from '../builders/values.ts'
import { aSignedInVoter, election } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, change } = await aRoll()

async function printed() {
  const voter = await aSignedInVoter(tables)
  const look = async () => (await tables.voters.find(voter.voterId)) as Voter
  expect(await change('renew', [voter])).toEqual(['renewed'])
  const seen = await look()
  const use = await aUse(tables.approvals, { kind: 'print-notice' })
  const notice = { ...nextNotice(seen, now), noticeWishId: 'wish', identifierHash: 'printed' }
  const claim = printingClaim(seen, election, now)
  expect(await tables.printedNotices.print(seen, { ...seen, ...notice }, claim, use)).toBe(true)
  return { voter, look }
}

test('a notice returned by post leaves the one that staff printed since valid', async () => {
  const { voter, look } = await printed()
  expect(await change('returned', [voter])).toEqual(['replaced-already'])
  expect(await look()).toMatchObject({ identifierHash: 'printed', noticeWishId: 'wish' })
})

test('the identifiers of an operation exclude one that staff printed since', async () => {
  const { voter, look } = await printed()
  expect(await look()).not.toHaveProperty('noticeOperationId')
  expect(await change('renew', [voter])).toEqual(['renewed'])
  const found = await look()
  expect(found).toMatchObject({ noticeNumber: 4, noticeOperationId: expect.any(String) })
  expect(found).not.toHaveProperty('noticeWishId')
})
