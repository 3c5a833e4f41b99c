import { beforeEach, expect, test } from 'vitest'
import { showSessions } from '../../functions/show-space/show-sessions.ts'
import { signOutElsewhere } from '../../functions/sign-out/sign-out-elsewhere.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInWorld } from '../builders/sign-in-world.ts'
import { now } from '../builders/values.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'

const { tables, clock, voter, signedIn, ports } = await forEachTest(aSignInWorld)
let first: SessionClaim

beforeEach(async () => {
  await tables.sessions.close(voter.session)
  first = await open()
})

const open = async (changes: { sharedComputer?: boolean } = {}) => (await signedIn(changes)).claim

const show = (claim: SessionClaim | undefined) => showSessions(ports, claim)
const end = (claim: SessionClaim | undefined) => signOutElsewhere(ports, claim)
const unauthenticated = { outcome: 'unauthenticated' }

test('the sessions of a voter are named by when they were opened, the newest first, and the asker told apart', async () => {
  clock.advance(600)
  const second = await open({ sharedComputer: true })
  const sessions = [
    { openedAt: clock().toISOString(), current: true, sharedComputer: true },
    { openedAt: now.toISOString(), current: false, sharedComputer: false },
  ]
  expect(await show(second)).toEqual({ outcome: 'shown', sessions })
})

test('the sessions of a voter are those that are open: neither over, nor ended by a new password, nor of others', async () => {
  await open({ sharedComputer: true })
  await aSignedInVoter(tables)
  clock.advance(601)
  const own = { outcome: 'shown', sessions: [{ current: true }] }
  expect(await show(first)).toMatchObject(own)
  const stored = tables.look.voter(voter.voterId)
  const voters = { ...tables.voters, find: async () => ({ ...stored, sessionEpoch: 1 }) }
  const later = { ...first, epoch: 1 }
  expect(await showSessions({ ...tables, voters, clock }, later)).toEqual({
    outcome: 'shown',
    sessions: [],
  })
})

test('the sessions of a voter are ended by one of them, which stays', async () => {
  const [second, third] = [await open(), await open()]
  const stranger = await aSignedInVoter(tables)
  expect(await end(second)).toEqual({ outcome: 'signed-out' })
  expect(await show(second)).toMatchObject({ sessions: [{ current: true }] })
  expect(await show(first)).toEqual(unauthenticated)
  expect(await show(third)).toEqual(unauthenticated)
  expect(await show(stranger.session)).toMatchObject({ outcome: 'shown' })
  expect(await end(second)).toEqual({ outcome: 'signed-out' })
})

test('the sessions of a voter are shown as the table has them, also while its index still holds what was just ended', async () => {
  const second = await open()
  const indexed = await tables.sessions.list(voter.voterId)
  await end(second)
  const sessions = { ...tables.sessions, ofVoter: async () => indexed }
  expect(await showSessions({ ...tables, sessions, clock }, second)).toMatchObject({
    sessions: [{ current: true }],
  })
})

test('the sessions of a voter are neither shown nor ended for whoever has none', async () => {
  expect(await show(undefined)).toEqual(unauthenticated)
  expect(await end(undefined)).toEqual(unauthenticated)
  expect(await show(first)).toMatchObject({ outcome: 'shown' })
})

test('the sessions of a voter are not said to be ended when one could not be', async () => {
  const second = await open()
  const sessions = failing(tables.sessions, 'close', 'before')
  await expect(signOutElsewhere({ ...tables, sessions, clock }, second)).rejects.toThrow()
})
