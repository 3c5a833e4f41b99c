import type { AttemptCounter } from './attempts.ts'
import type { Captcha } from './captcha.ts'
import { identityLimit } from './limits.ts'
import type { Reissue } from './reissue.ts'
import { confirms, isOfThisEpoch, type Session, type SessionClaim } from './session.ts'
import { bothFactorsLostUntil, type Voter } from './voter.ts'

/** Which voter a phone serves, and for how many requests. */
export interface PhoneUse {
  phoneHash: string
  voterId: string
  reissueCount: number
}

/**
 * All that one request claims. It is admitted, then decided. Admission uses a security code and one
 * try up before anything is compared, so however many requests come at once, each guess at an identity
 * costs a code and a try. The decision takes it only if the tables confirm every part at one instant.
 */
export interface ReissueClaim {
  session: SessionClaim
  identityHash: string
  captcha: { captchaId: string; codeHash: string }
  identityAttempts: AttemptCounter
  limits: { reissuesPerVoter: number; reissuesPerPhone: number }
  /** How long no request is taken after a password was replaced through a link. */
  bothLostHours: number
  reissue: Reissue
  now: Date
}

export type Refusal =
  | { reason: 'already-pending'; pendingReissueId: string }
  | { reason: 'both-factors-lost'; until: Date }
  | {
      reason:
        | 'unauthenticated'
        | 'password-change-required'
        | 'voter-limit'
        | 'too-many-attempts'
        | 'captcha-failed'
        | 'identity-mismatch'
        | 'phone-taken'
        | 'phone-limit'
    }

/** The checks that failed, with what stood in the table then. */
export interface FailedChecks {
  session?: { found: Session | undefined }
  voter?: { found: Voter | undefined }
  attempts?: { found: number | undefined }
  captcha?: { found: Captcha | undefined }
  phone?: { found: PhoneUse | undefined }
}

export function sessionHolds(session: Session | undefined, claim: ReissueClaim): boolean {
  return confirms(session, claim.session, claim.now) && session.kind === 'space'
}

export function voterMayAsk(voter: Voter | undefined, claim: ReissueClaim): voter is Voter {
  return (
    voter !== undefined &&
    isOfThisEpoch(claim.session, voter) &&
    voter.pendingReissueId === undefined &&
    voter.passwordChangeRequired === undefined &&
    bothFactorsLostUntil(voter, claim.bothLostHours, claim.now) === undefined &&
    voter.reissueCount < claim.limits.reissuesPerVoter
  )
}

export function identityMatches(voter: Voter, claim: ReissueClaim): boolean {
  return voter.identityHash === claim.identityHash
}

export function attemptsAreLeft(attempts: number | undefined): boolean {
  return (attempts ?? 0) < identityLimit.maximum
}

export function captchaIsFresh(captcha: Captcha | undefined, claim: ReissueClaim): boolean {
  return (
    captcha !== undefined &&
    captcha.voterId === claim.session.voterId &&
    captcha.reissueId === undefined &&
    captcha.expiresAt > claim.now
  )
}

/** Only the request that was admitted with a code may be right about it. */
export function captchaIsAnswered(captcha: Captcha | undefined, claim: ReissueClaim): boolean {
  return (
    captcha !== undefined &&
    captcha.reissueId === claim.reissue.reissueId &&
    captcha.codeHash === claim.captcha.codeHash
  )
}

/** A phone whose only request was given back serves nobody. */
export function phoneIsFree(phone: PhoneUse | undefined, claim: ReissueClaim): boolean {
  return (
    phone === undefined ||
    phone.reissueCount === 0 ||
    (phone.voterId === claim.session.voterId && phone.reissueCount < claim.limits.reissuesPerPhone)
  )
}

/**
 * The one reason the voter is told. What the voter may see without proof comes first; nothing about
 * identity or phones is said to whoever has not read the security code.
 */
export function refusalOf(failed: FailedChecks, claim: ReissueClaim): Refusal {
  if (failed.session) return { reason: 'unauthenticated' }
  if (failed.voter) {
    const voter = failed.voter.found
    if (!voter || !isOfThisEpoch(claim.session, voter)) return { reason: 'unauthenticated' }
    if (voter.pendingReissueId) {
      return { reason: 'already-pending', pendingReissueId: voter.pendingReissueId }
    }
    if (voter.passwordChangeRequired) return { reason: 'password-change-required' }
    const until = bothFactorsLostUntil(voter, claim.bothLostHours, claim.now)
    if (until) return { reason: 'both-factors-lost', until }
    if (voter.reissueCount >= claim.limits.reissuesPerVoter) return { reason: 'voter-limit' }
  }
  if (failed.attempts) return { reason: 'too-many-attempts' }
  if (failed.captcha) return { reason: 'captcha-failed' }
  if (failed.voter) return { reason: 'identity-mismatch' }
  if (failed.phone) {
    const othersPhone = failed.phone.found?.voterId !== claim.session.voterId
    return { reason: othersPhone ? 'phone-taken' : 'phone-limit' }
  }
  throw new Error('A refused request failed no check')
}
