import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { nextNotice } from '../../shared/domain/roll/notice.ts'
import { printingClaim } from '../../shared/domain/staff/printed-notice.ts'
import { personIdOf, type Voter } from '../../shared/domain/voter/voter.ts'
import { aUse } from '../builders/approvals.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry, aSignedInVoter, election } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, change, find, rewrite } = await aRoll()

async function aVoter(): Promise<Voter> {
  const { email, voterId } = await aSignedInVoter(tables)
  await rewrite(voterId, { formerIdentifierHash: 'printed', formerIdentifierReissueId: 'notice' })
  return find(email)
}

const { roll } = tables
const returned = (voter: Voter, isReplaced: boolean) => {
  const { voterId, identifierHash, formerIdentifierHash = '' } = voter
  const printed = isReplaced ? formerIdentifierHash : identifierHash
  return roll.returnNotice({ voterId, printed, isReplaced }, now)
}
const renewed = (voter: Voter) => ({
  ...{ ...voter, ...nextNotice(voter, now), identifierHash: 'renewed' },
  noticeOperationId: 'renew-1',
})

describe('a change of the roll', () => {
  test.each<[string, (seen: Voter) => Promise<string>, object]>([
    ['a name', (seen) => roll.correct(seen, { lastName: 'D' }, now), { email: 'x' }],
    ['a removal', (seen) => roll.remove(seen, now), { sessionEpoch: 5 }],
    ['a notice', (seen) => roll.renewNotice(seen, renewed(seen)), { identifierHash: 'x' }],
    ['a returned notice', (seen) => returned(seen, false), { identifierHash: 'x' }],
    ['a replaced notice', (seen) => returned(seen, true), { formerIdentifierHash: 'x' }],
  ])('is not written if the voter changed meanwhile: %s', async (_, write, meanwhile) => {
    const seen = await aVoter()
    const { voterId } = seen
    const before = await tables.stored('voters', { voterId })
    await rewrite(voterId, meanwhile)
    expect(await write(seen)).toBe('changed-meanwhile')
    expect(await tables.stored('voters', { voterId })).toEqual({ ...before, ...meanwhile })
    await rewrite(voterId, before)
    expect(['corrected', 'removed', 'renewed', 'returned', 'replaced-already']).toContain(
      await write(seen),
    )
  })
})

test('a removal is undone once, and leaves only the version of its voter’s links', async () => {
  const seen = await aVoter()
  const { voterId, email } = seen
  await roll.remove(seen, now)
  const { ttl, ...link } = await tables.stored('passwordLinks', { voterId })
  expect(ttl).toBeGreaterThan(now.getTime() / 1000)
  expect(link).toEqual({
    ...{ voterId, requestedAt: new Date(0).toISOString(), issuedAt: [], mailed: true, version: 1 },
  })
  const removed = (await roll.findMany([voterId])).get(voterId) as Voter
  const restore = () => roll.correct(removed, { lastName: 'Durand' }, now)
  expect([await restore(), await restore()]).toEqual(['corrected', 'changed-meanwhile'])
  expect(await find(email)).toMatchObject({ lastName: 'Durand' })
})

test('findPersons finds persons by their id, and no voters', async () => {
  const { voter } = enrol(keys, aRollEntry())
  await roll.enrolMany([voter])
  const { voterId, personId } = voter
  const found = await roll.findPersons([voterId, personId, personIdOf(keys, 'nobody')])
  expect(found).toEqual(new Map([[personId, voterId]]))
  expect(await roll.findMany([personId])).toEqual(new Map())
})

test('a second new address ends the record that the first one refused mail', async () => {
  const { email, voterId } = await aVoter()
  await rewrite(voterId, {
    mailFailure: { addressId: voterId, why: 'refused', at: now.toISOString(), final: true },
  })
  const [next, last] = [0, 1].map(() => `nouvelle.${randomUUID()}@academie.example`)
  await change('correct', [{ email, newEmail: next as string }])
  expect(await find(next as string)).toMatchObject({
    formerEmail: email,
    mailFailure: { addressId: voterId },
  })
  await change('correct', [{ email: next as string, newEmail: last as string }])
  const corrected = await find(last as string)
  expect(corrected.formerEmail).toBe(next)
  expect(corrected).not.toHaveProperty('mailFailure')
})

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
