import { expect, it } from 'vitest'
import { findCaller, findOwnReissue } from '../../shared/access/signed-in.ts'
import { type SessionClaim, sessionIdleMinutes } from '../../shared/domain/account/session.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { later, minutes, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter } from '../builders/voters.ts'

const { tables, voter, phone } = await forEachTest(aVoterWorld)

const lastMoment = later(sessionIdleMinutes * 60 - 0.001)
const sessionEnd = minutes(sessionIdleMinutes)

it('a voter is signed in with their session, to its last millisecond', async () => {
  for (const at of [now, lastMoment]) {
    expect(await findCaller(tables, voter.session, at)).toEqual({
      claim: voter.session,
      session: tables.look.session(voter.session.tokenHash),
      voter: tables.look.voter(voter.voterId),
    })
  }
  expect(await findCaller(tables, voter.session, sessionEnd)).toBeUndefined()
})

it.each<[string, () => SessionClaim | undefined | Promise<SessionClaim>]>([
  ['without a session', () => undefined],
  ['with an unknown session', () => ({ ...voter.session, tokenHash: 'unknown' })],
  [
    'with a cookie that names another voter',
    async () => ({ ...voter.session, voterId: (await aSignedInVoter(tables)).voterId }),
  ],
  [
    'once a password was set or a request cancelled',
    () => {
      tables.alter.voter(voter.voterId, { sessionEpoch: 1 })
      return voter.session
    },
  ],
  [
    'once they were removed from the roll',
    () => {
      tables.alter.voter(voter.voterId, { removedAt: now })
      return voter.session
    },
  ],
  [
    'with a session of the espace de vote',
    async () => {
      const booth = { ...voter.session, tokenHash: 'hash of a booth token', expiresAt: sessionEnd }
      const bound = { spaceTokenHash: voter.session.tokenHash, identifierHash: 'hash' }
      await tables.sessions.open({ ...booth, ...bound, kind: 'booth' })
      return booth
    },
  ],
])('nobody is signed in %s', async (_, claim) => {
  expect(await findCaller(tables, await claim(), now)).toBeUndefined()
})

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
