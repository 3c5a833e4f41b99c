import { expect, it } from 'vitest'
import { findOwnReissue } from '../../shared/access/signed-in.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter } from '../builders/voters.ts'

const { tables, voter, phone } = await forEachTest(aVoterWorld)

const follow = (reissueId: string) =>
  findOwnReissue(tables, { claim: voter.session, reissueId }, now)

it('a voter follows their own request, before and after the SMS', async () => {
  const reissue = await acceptReissue(tables, voter, { phone })
  expect(await follow(reissue.reissueId)).toEqual({ outcome: 'found', reissue })
  await sendTo(tables, reissue, phone)
  expect(await follow(reissue.reissueId)).toMatchObject({ reissue: { state: 'sent' } })
})

it("a voter reads the same of another voter's request as of one that does not exist", async () => {
  const other = await aSignedInVoter(tables)
  const { reissueId } = await acceptReissue(tables, other)
  expect(await follow(reissueId)).toEqual({ outcome: 'not-found' })
  expect(await follow('of nobody')).toEqual({ outcome: 'not-found' })
})

it('a request is shown to nobody without a session', async () => {
  const { reissueId } = await acceptReissue(tables, voter)
  const stranger = { ...voter.session, tokenHash: 'unknown' }
  for (const claim of [undefined, stranger]) {
    const found = await findOwnReissue(tables, { claim, reissueId }, now)
    expect(found).toEqual({ outcome: 'unauthenticated' })
  }
})
