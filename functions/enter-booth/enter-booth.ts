import { settleAll } from '../../shared/access/settle-all.ts'
import {
  countFailure,
  openSession,
  refundCharge,
  refundOnFailure,
} from '../../shared/access/sign-in-charge.ts'
import { type AttemptDecision, chargeAttempt } from '../../shared/access/sign-in-throttle.ts'
import { findCaller, prolongSession, type SignedInVoter } from '../../shared/access/signed-in.ts'
import type { Captchas } from '../../shared/domain/account/captcha.ts'
import { knownDeviceId } from '../../shared/domain/account/known-browser.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import {
  newSessionCookie,
  openedAt,
  type SessionClaim,
} from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen, voteEndFor } from '../../shared/domain/election/election-dates.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { holdsIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { addressEpoch, bothFactorsLostUntil, type Voter } from '../../shared/domain/voter/voter.ts'
import { journalFailure } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type BoothEntryResult =
  | { outcome: 'entered'; cookie: string }
  | { outcome: 'unauthenticated' | 'vote-closed' | 'wrong-credentials' }
  | { outcome: 'both-factors-lost'; until: ElectionInstant }
  | Exclude<AttemptDecision, { outcome: 'allowed' }>

export async function enterBooth(
  dependencies: Dependencies,
  request: Request,
): Promise<BoothEntryResult> {
  const now = dependencies.clock()
  const { sessions } = dependencies
  const caller = await findCaller(dependencies, request.claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const [entry] = await settleAll([
    openBooth(caller, dependencies, request, now),
    prolongSession(caller.session, now, (until) => sessions.prolong(caller.claim, until)),
  ])
  return entry
}

async function openBooth(
  { session: spaceSession, voter }: SignedInVoter,
  { sessions, attempts, captchas, arrivals, keys, election, journal }: Dependencies,
  { identifier: input, password, captcha, deviceCookie, clientNetwork }: Request,
  now: ElectionInstant,
): Promise<BoothEntryResult> {
  const { voteOpensAt, voteClosesAt } = election.dates
  const closesAt = voteEndFor(voteClosesAt, openedAt(spaceSession))
  if (!isOpen(voteOpensAt, closesAt, now)) return { outcome: 'vote-closed' }

  const { voterId } = voter
  const attempt = {
    signIn: 'booth',
    voterId,
    network: clientNetwork,
    deviceId: knownDeviceId(keys, addressEpoch(voter), deviceCookie),
    captcha,
    captchaOwner: voterId,
  } as const
  const decision = await chargeAttempt({ attempts, captchas, keys }, attempt, now)
  if (decision.outcome !== 'allowed') return decision
  const { charge } = decision
  const credentialsMatch = await refundOnFailure(attempts, charge, async () => {
    const identifier = readIdentifier(input)
    // The password is verified even if the identifier is malformed: the time must not show which of the two is wrong.
    const isRightPassword = await verifyPassword(password, voter.passwordHash)
    return isRightPassword && identifier && holdsIdentifier(keys, voter, identifier)
  })
  if (!credentialsMatch) {
    await countFailure(attempts, charge, now)
    return { outcome: 'wrong-credentials' }
  }
  const opensAt = boothOpensAt(voter, election, now)
  if (opensAt) {
    await refundCharge(attempts, charge)
    return { outcome: 'both-factors-lost', until: opensAt }
  }
  const { cookie, claim: boothClaim } = newSessionCookie(voter)
  const session = {
    kind: 'booth',
    voterId,
    tokenHash: boothClaim.tokenHash,
    expiresAt: spaceSession.endsAt,
    spaceTokenHash: spaceSession.tokenHash,
    identifierHash: voter.identifierHash,
  } as const
  await settleAll([
    openSession({ attempts, sessions }, { session, charge }, now),
    recordIdentifierUse({ arrivals, journal }, voter, now),
  ])
  return { outcome: 'entered', cookie }
}

/** Returns until when the booth refuses an identifier from an SMS, after a replaced password or a repair. */
function boothOpensAt(
  voter: Voter,
  { unknownPhone, bothLostHours }: Pick<Election, 'unknownPhone' | 'bothLostHours'>,
  now: ElectionInstant,
): ElectionInstant | undefined {
  const { knownPhone, formerPhone } = voter
  const isDelayable = Boolean(knownPhone || formerPhone) || unknownPhone !== 'allow'
  if (!isDelayable || !voter.identifierReissueId) return undefined
  return bothFactorsLostUntil(voter, bothLostHours, now)
}

async function recordIdentifierUse(
  { arrivals, journal }: Pick<Dependencies, 'arrivals' | 'journal'>,
  { identifierReissueId: reissueId }: Voter,
  now: ElectionInstant,
): Promise<void> {
  if (!reissueId) return
  const recording = arrivals.recordUse(reissueId, now)
  const result = await journalFailure(journal, recording, (error) => ({
    event: 'use.not-recorded',
    reissueId,
    error,
  }))
  if (result?.outcome === 'recorded')
    journal({ event: 'identifier.used', reissueId, territory: result.territory })
}

type PortName = 'sessions' | 'voters' | 'attempts' | 'arrivals' | 'election' | 'clock' | 'journal'

interface Dependencies extends Pick<ReissuePorts, PortName> {
  captchas: Pick<Captchas, 'answer'>
  keys: KeysFor<'identifier-hash' | 'attempt' | 'captcha-code' | 'device'>
}

interface Request {
  claim: SessionClaim
  identifier: string
  password: string
  captcha?: { id: string; code: string } | undefined
  deviceCookie: string | undefined
  clientNetwork: string
}
