import { beforeEach, describe, expect, it } from 'vitest'
import { type BoothEntry, enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { readSessionCookie, type SessionClaim } from '../../shared/domain/account/session.ts'
import { graceMinutes } from '../../shared/domain/election/open-period.ts'
import { acceptReissue, sendTo, usualPorts } from '../builders/journey-steps.ts'
import { type BothClocks, bothClocks } from '../builders/values.ts'
import {
  aPhone,
  aVoterSignedInUntil,
  election,
  openSession,
  password,
  type SignedInVoter,
} from '../builders/voters.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

const { voteOpensAt, voteClosesAt } = election.dates
const sessionEnd = bothClocks(voteClosesAt.getTime() + 4 * 3600_000)
const unauthenticated = { outcome: 'unauthenticated' }

let tables: InMemoryTables
let voter: SignedInVoter
let booth: SessionClaim

beforeEach(async () => {
  tables = inMemoryTables()
  voter = await aVoterSignedInUntil(tables, sessionEnd)
  booth = await enter(voter)
})

function entryOf({ session, identifier }: SignedInVoter, at: BothClocks): Promise<BoothEntry> {
  const browser = { password, deviceCookie: undefined, clientNetwork: '198.51.100.7' }
  return enterBooth(usualPorts(tables, at), { ...browser, claim: session, identifier })
}

async function enter(voter: SignedInVoter): Promise<SessionClaim> {
  const entry = await entryOf(voter, voteOpensAt)
  const claim = entry.outcome === 'entered' && readSessionCookie(entry.cookie)
  if (!claim) throw new Error(entry.outcome)
  return claim
}

const show = (
  claims: { space?: SessionClaim | undefined; booth?: SessionClaim | undefined } = {},
  now = voteOpensAt,
) =>
  showBooth({ ...tables, election, clock: () => now }, { space: voter.session, booth, ...claims })

describe('the espace de vote', () => {
  it("shows the voter's own ballots", async () => {
    expect(await show()).toEqual({
      outcome: 'shown',
      ballots: election.ballots.filter(({ id }) =>
        ['csa-ministeriel', 'cap-certifies'].includes(id),
      ),
    })
  })

  it.each(['space', 'booth'])('is not shown without the cookie of the %s', async (cookie) => {
    expect(await show({ [cookie]: undefined })).toEqual(unauthenticated)
  })

  it('ends with the session of the espace électeur', async () => {
    await tables.sessions.close(voter.session)
    expect(await show()).toEqual(unauthenticated)
  })

  it('does not come back with the next session of the same voter', async () => {
    await tables.sessions.close(voter.session)
    const next = { ...voter.session, tokenHash: 'hash of the next session' }
    const lasting = { expiresAt: sessionEnd, endsAt: sessionEnd }
    await tables.sessions.open({ ...next, ...lasting, kind: 'space' })
    expect(await show({ space: next })).toEqual(unauthenticated)
  })

  it('ends as soon as its identifier is replaced, and not before', async () => {
    const phone = aPhone()
    const reissue = await acceptReissue(tables, voter, { phone })
    expect(await show()).toMatchObject({ outcome: 'shown' })
    await sendTo(tables, reissue, phone)
    expect(await show()).toEqual(unauthenticated)
  })

  const at = async (time: number) => (await show({}, bothClocks(time))).outcome

  it('is closed outside the vote, to the millisecond, and half an hour later to who signed in before', async () => {
    const graceEnds = voteClosesAt.getTime() + graceMinutes * 60_000
    expect(await at(voteOpensAt.getTime() - 1)).toBe('vote-closed')
    expect(await at(voteOpensAt.getTime())).toBe('shown')
    expect(await at(graceEnds - 1)).toBe('shown')
    expect(await at(graceEnds)).toBe('vote-closed')
  })

  it('is closed at once to whoever signs in after that', async () => {
    const { session } = await openSession(tables, tables.look.voter(voter.voterId), voteClosesAt)
    const entry = await entryOf({ ...voter, session }, voteClosesAt)
    expect(entry).toEqual({ outcome: 'vote-closed' })
  })

  it('is not opened by two cookies of the same kind, nor swapped ones', async () => {
    expect(await show({ booth: voter.session })).toEqual(unauthenticated)
    expect(await show({ space: booth, booth: voter.session })).toEqual(unauthenticated)
  })

  it("is not opened by another voter's booth, nor to another voter's space", async () => {
    const other = await aVoterSignedInUntil(tables, sessionEnd)
    expect(await show({ booth: await enter(other) })).toEqual(unauthenticated)
    expect(await show({ space: other.session })).toEqual(unauthenticated)
    const mixed = { ...booth, voterId: other.voterId }
    expect(await show({ booth: mixed })).toEqual(unauthenticated)
  })
})
