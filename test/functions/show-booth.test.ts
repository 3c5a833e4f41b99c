import { beforeEach, expect, test } from 'vitest'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import {
  aBoothWorld,
  graceEndsAt,
  sessionEnd,
  voteClosesAt,
  voteOpensAt,
} from '../builders/booth-world.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { bothClocks } from '../builders/values.ts'
import { election, openSession } from '../builders/voters.ts'

const unauthenticated = { outcome: 'unauthenticated' }

const { tables, clock, voter, signedIn, enter, enterAs, accept, replace } =
  await forEachTest(aBoothWorld)
let booth: SessionClaim

beforeEach(async () => {
  booth = await enterAs(voter)
})

const show = (claims: Partial<Parameters<typeof showBooth>[1]> = {}, now = voteOpensAt) =>
  showBooth(
    { ...tables, election, clock: () => now },
    { spaceClaim: voter.session, boothClaim: booth, ...claims },
  )

test("the espace de vote shows the voter's own ballots", async () => {
  expect(await show()).toEqual({
    outcome: 'shown',
    ballots: election.ballots.filter(({ id }) => ['csa-ministeriel', 'cap-certifies'].includes(id)),
  })
})

test.each(['space', 'booth'])('the booth is not shown without the %s cookie', async (cookie) => {
  expect(await show({ [`${cookie}Claim`]: undefined })).toEqual(unauthenticated)
})

test('the espace de vote ends with the session of the espace électeur', async () => {
  await tables.sessions.close(voter.session)
  expect(await show()).toEqual(unauthenticated)
})

test('the espace de vote does not come back with the next session of the same voter', async () => {
  await tables.sessions.close(voter.session)
  const next = { ...voter.session, tokenHash: 'hash of the next session' }
  const lasting = { expiresAt: sessionEnd, endsAt: sessionEnd }
  await tables.sessions.open({ ...next, ...lasting, kind: 'space' })
  expect(await show({ spaceClaim: next })).toEqual(unauthenticated)
})

test('the espace de vote ends as soon as its identifier is replaced, and not before', async () => {
  const reissue = await accept()
  expect(await show()).toMatchObject({ outcome: 'shown' })
  await replace(reissue)
  expect(await show()).toEqual(unauthenticated)
})

const at = async (time: number) => (await show({}, bothClocks(time))).outcome

test('the espace de vote is closed outside the vote, to the millisecond, and half an hour later to who signed in before', async () => {
  expect(await at(voteOpensAt.getTime() - 1)).toBe('vote-closed')
  expect(await at(voteOpensAt.getTime())).toBe('shown')
  expect(await at(graceEndsAt.getTime() - 1)).toBe('shown')
  expect(await at(graceEndsAt.getTime())).toBe('vote-closed')
})

test('the espace de vote is closed at once to whoever signs in after that', async () => {
  const { session } = await openSession(tables, tables.look.voter(voter.voterId), voteClosesAt)
  clock.set(voteClosesAt)
  expect(await enter({ claim: session })).toEqual({ outcome: 'vote-closed' })
})

test('the espace de vote is not opened by two cookies of the same kind, nor swapped ones', async () => {
  expect(await show({ boothClaim: voter.session })).toEqual(unauthenticated)
  expect(await show({ spaceClaim: booth, boothClaim: voter.session })).toEqual(unauthenticated)
})

test("the espace de vote is not opened by another voter's booth, nor to another voter's space", async () => {
  const other = await signedIn()
  expect(await show({ boothClaim: await enterAs(other) })).toEqual(unauthenticated)
  expect(await show({ spaceClaim: other.session })).toEqual(unauthenticated)
  const mixed = { ...booth, voterId: other.voterId }
  expect(await show({ boothClaim: mixed })).toEqual(unauthenticated)
})
