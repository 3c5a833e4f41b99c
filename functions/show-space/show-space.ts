import { findCaller, prolongSession } from '../../shared/access/signed-in.ts'
import type { Voter as PublicVoter } from '../../shared/contract/voter.ts'
import { settledPhone, unknownPhoneRule } from '../../shared/domain/account/known-phone.ts'
import { areCodesLeft } from '../../shared/domain/account/phone-code-caps.ts'
import { settlesInTime } from '../../shared/domain/account/phone-registration.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { isOpen } from '../../shared/domain/election/election-dates.ts'
import type { ToWall } from '../../shared/domain/instants.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import type { Reissue, Reissues } from '../../shared/domain/reissue/reissue.ts'
import { findValidIdentifier } from '../../shared/domain/reissue/valid-identifier.ts'
import type { SmsSlots } from '../../shared/domain/sms/expected-time.ts'
import { noRequestLeftReason } from '../../shared/domain/staff/printed-notice.ts'
import { initialsOf } from '../../shared/domain/voter/initials.ts'
import { bothFactorsLostUntil, refusesMail, type Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { findLastUsefulAt } from './last-useful-request.ts'

export async function showSpace(dependencies: Dependencies, claim: SessionClaim | undefined) {
  const { voters, sessions, reissues, smsDays, smsSlots, election, clock } = dependencies
  const now = clock()
  const caller = await findCaller({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' } as const
  const { voter } = caller
  const [session, { latest, loadedReissues }, lastUsefulAt, areCodesOffered] = await Promise.all([
    prolongSession(caller.session, now, (until) => sessions.prolong(caller.claim, until)),
    findRequests(reissues, voter),
    findLastUsefulAt(smsSlots, election, now),
    election.knownPhones && areCodesLeft(smsDays, election, now).catch(() => true),
  ])
  const eligibility = eligibilityOf(voter, election, now)
  return {
    outcome: 'shown' as const,
    initials: initialsOf(voter),
    firstName: voter.firstName,
    lastName: voter.lastName,
    email: voter.email,
    emailRefused: refusesMail(voter),
    ballots: election.ballots.filter(({ id }) => voter.ballots.includes(id)),
    identifier: await findValidIdentifier(loadedReissues, voter, latest),
    ...eligibility,
    noRequestLeftReason: noRequestLeftReason(voter, election.limits),
    phones: phonesOf(dependencies, voter, areCodesOffered, now),
    isReissueOpen: isOpen(eligibility.opensAt, eligibility.closesAt, now),
    lastUsefulAt,
    latest,
    session,
  }
}

function phonesOf(
  { election, toWall }: Dependencies,
  voter: Voter,
  areCodesOffered: boolean,
  now: ElectionInstant,
): PublicVoter['phones'] {
  const { otherPhone } = unknownPhoneRule(election, now)
  if (!election.knownPhones && otherPhone === 'allow') return undefined
  const { knownPhone } = voter
  const phoneView = knownPhone && {
    ending: knownPhone.maskedPhone.slice(-2),
    settlesAt: toWall(knownPhone.settlesAt).toISOString(),
    settled: settledPhone(voter, now) !== undefined,
  }
  const codeState = areCodesOffered ? 'open' : 'no-codes'
  // Pages must know that no code can end the wait, so `no-codes` takes precedence over `too-late`.
  const lacksCode =
    phoneView && !areCodesOffered && bothFactorsLostUntil(voter, election.bothLostHours, now)
  const settlesOnTime = settlesInTime(voter, election, now)
  return {
    ...(phoneView && { known: phoneView }),
    ...{ registration: lacksCode || settlesOnTime ? codeState : 'too-late', otherPhone },
  }
}

async function findRequests(
  reissues: Reissues,
  { latestReissueId, identifierReissueId }: Voter,
): Promise<{ latest: Reissue | undefined; loadedReissues: Reissues }> {
  const ids = [...new Set([latestReissueId, identifierReissueId])].filter((id) => id !== undefined)
  const requests = await Promise.all(ids.map((id) => reissues.find(id)))
  const find = (id: string | undefined) => requests[ids.indexOf(String(id))]
  return { latest: find(latestReissueId), loadedReissues: { find: async (id) => find(id) } }
}

type Dependencies = Pick<
  ReissuePorts,
  'sessions' | 'voters' | 'reissues' | 'smsDays' | 'election' | 'clock'
> & { smsSlots: Pick<SmsSlots, 'find'>; toWall: ToWall }
