import { beforeEach, describe, expect, it } from 'vitest'
import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { sessionIdleMinutes } from '../../shared/domain/account/session.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter } from '../builders/voters.ts'

let { tables, voter, phone } = await aVoterWorld()

beforeEach(async () => {
  ;({ tables, voter, phone } = await aVoterWorld())
})

const follow = (reissueId: string, claim = voter.session, at = now) =>
  findOwnReissue(tables, { claim, reissueId }, at)

describe('following a request', () => {
  it('shows where it stands, before and after the SMS', async () => {
    const reissue = await acceptReissue(tables, voter, { phone })
    expect(await follow(reissue.reissueId)).toEqual({ outcome: 'found', reissue })
    await sendTo(tables, reissue, phone)
    expect(await follow(reissue.reissueId)).toMatchObject({ reissue: { state: 'sent' } })
  })

  it("answers the same of another voter's request as of one that does not exist", async () => {
    const other = await aSignedInVoter(tables)
    const { reissueId } = await acceptReissue(tables, other)
    expect(await follow(reissueId)).toEqual({ outcome: 'not-found' })
    expect(await follow('of nobody')).toEqual({ outcome: 'not-found' })
  })

  it('shows nothing without a session, after its end, or to a cookie that names another voter', async () => {
    const { reissueId } = await acceptReissue(tables, voter)
    const other = await aSignedInVoter(tables)
    const unauthenticated = { outcome: 'unauthenticated' }
    const sessionEnd = bothClocks(now.getTime() + sessionIdleMinutes * 60_000)
    const stranger = { ...voter.session, tokenHash: 'unknown' }
    const usurper = { ...other.session, voterId: voter.voterId }
    const noCookie = { claim: undefined, reissueId }
    expect(await findOwnReissue(tables, noCookie, now)).toEqual(unauthenticated)
    expect(await follow(reissueId, stranger)).toEqual(unauthenticated)
    expect(await follow(reissueId, usurper)).toEqual(unauthenticated)
    expect(await follow(reissueId, voter.session, sessionEnd)).toEqual(unauthenticated)
  })
})
