import { type BoothEntryResult, enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { readSessionCookie, type SessionClaim } from '../../shared/domain/account/session.ts'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { startingPoint } from './for-each-test.ts'
import { acceptReissue, sendTo } from './journey-steps.ts'
import { keys } from './values.ts'
import { aVoterWorld } from './voter-world.ts'
import { aSignedInVoter, election, password, type SignedInVoter } from './voters.ts'

export const { voteOpensAt, voteClosesAt } = election.dates
export const sessionEnd = secondsLater(voteClosesAt, 4 * 3600)
export const graceEndsAt = secondsLater(voteClosesAt, graceMinutes * 60)

/** The vote has just opened, and the voter's session lasts beyond it. */
export async function aBoothWorld() {
  const world = await aVoterWorld()
  const { tables, clock, ports, phone } = world
  async function signedIn(): Promise<SignedInVoter> {
    const one = await aSignedInVoter(tables)
    const lasting = { expiresAt: sessionEnd, endsAt: sessionEnd }
    await tables.sessions.open({ ...one.session, ...lasting, kind: 'space' })
    return one
  }
  const voter = await signedIn()
  clock.set(voteOpensAt)

  function enter(
    changes: Partial<Parameters<typeof enterBooth>[1]> = {},
    dependencies: Partial<Parameters<typeof enterBooth>[0]> = {},
  ): Promise<BoothEntryResult> {
    const { session: claim, identifier } = voter
    const browser = { deviceCookie: undefined, clientNetwork: '198.51.100.7' }
    const request = { claim, identifier, password, ...browser, ...changes }
    return enterBooth({ ...ports, ...dependencies }, request)
  }

  async function enterAs({ session: claim, identifier }: SignedInVoter): Promise<SessionClaim> {
    const entry = await enter({ claim, identifier })
    const opened = entry.outcome === 'entered' && readSessionCookie(entry.cookie)
    if (!opened) throw new Error(entry.outcome)
    return opened
  }

  return {
    ...world,
    begin: startingPoint(world, world.lists),
    voter,
    signedIn,
    enter,
    enterAs,
    accept: () => acceptReissue(tables, voter, { phone }),
    async replace(reissue: { reissueId: string }) {
      await sendTo(tables, reissue, phone)
      return deriveIdentifier(keys, voter.voterId, reissue.reissueId)
    },
  }
}
