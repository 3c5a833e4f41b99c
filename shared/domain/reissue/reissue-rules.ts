import { type AttemptCount, allowedAt, type LimitedCounter } from '../account/attempts.ts'
import type { Captcha } from '../account/captcha.ts'
import { isOfThisEpoch, isValidFor, type Session, type SessionClaim } from '../account/session.ts'
import { bothFactorsLostUntil, type Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

export interface PhoneUse {
  phoneHash: string
  voterId: string
  reissueCount: number
  /** SMS asked for so far, whoever asked. Unlike a voter's, it counts no withdrawn request: nothing was to reach it. */
  smsCount?: number
  /** When the helpdesk freed it: what was asked for before counts no more. */
  freedAt?: ElectionInstant
}

/**
 * All that one request claims. It is admitted, then decided. Admission uses up a security code and one
 * attempt before anything is compared, so however many requests come at once, each guess at an identity
 * costs a code and an attempt. It is accepted only if the tables confirm every part at one instant.
 */
export interface ReissueClaim {
  session: SessionClaim
  identityHash: string
  captcha: { captchaId: string; codeHash: string }
  identityAttempts: LimitedCounter
  limits: {
    reissuesPerVoter: number
    reissuesPerPhone: number
    smsPerVoter: number
    smsPerPhone: number
  }
  /** How long no request is taken after a password was replaced through a link. */
  bothLostHours: number
  reissue: Reissue
  now: ElectionInstant
}

export type Refusal =
  | { reason: 'already-pending'; pendingReissueId: string }
  | { reason: 'both-factors-lost'; until: ElectionInstant }
  | { reason: 'too-many-attempts'; allowedAt: ElectionInstant }
  | {
      reason:
        | 'unauthenticated'
        | 'password-change-required'
        | 'voter-limit'
        | 'sms-ceiling'
        | 'captcha-failed'
        | 'identity-mismatch'
        | 'phone-taken'
        | 'phone-limit'
    }

interface RuledItems {
  session: Session
  voter: Voter
  attempts: AttemptCount
  captcha: Captcha
  phone: PhoneUse
}

/** What was found where the rules look. A part that is not here is not judged. */
export type Found = {
  [Part in keyof RuledItems]?: { item: RuledItems[Part] | undefined }
}

export type VoterClaim = Pick<ReissueClaim, 'limits' | 'bothLostHours' | 'now'> & {
  session: Pick<SessionClaim, 'voterId' | 'epoch'>
}

export interface Rule<Claim = ReissueClaim> {
  looksAt: keyof RuledItems
  refusal(found: Found, claim: Claim): Refusal | undefined
}

// A rule has a second form: the condition of the same name in `dynamo-reissue-requests.ts`, by which the
// table itself decides. `test/adapters/rules.embedded.test.ts` holds the two together. What pages and mails tell
// ahead is `may-ask.ts`.

const sessionIsOpen = rule('session', (session, claim) => {
  const isOpen = isValidFor(session, claim.session, claim.now) && session.kind === 'space'
  return isOpen ? undefined : { reason: 'unauthenticated' }
})

const voterIsOfThisEpoch = rule('voter', (voter, { session }: VoterClaim) =>
  voter && isOfThisEpoch(session, voter) ? undefined : { reason: 'unauthenticated' },
)

const noReissueIsPending = rule<'voter', VoterClaim>('voter', (voter) =>
  voter?.pendingReissueId
    ? { reason: 'already-pending', pendingReissueId: voter.pendingReissueId }
    : undefined,
)

const passwordMayStay = rule<'voter', VoterClaim>('voter', (voter) =>
  voter?.passwordChangeRequired ? { reason: 'password-change-required' } : undefined,
)

const passwordIsOldEnough = rule('voter', (voter, { bothLostHours, now }: VoterClaim) => {
  const until = voter && bothFactorsLostUntil(voter, bothLostHours, now)
  return until && { reason: 'both-factors-lost', until }
})

const reissuesAreLeft = rule('voter', (voter, { limits }: VoterClaim) =>
  voter && voter.reissueCount < limits.reissuesPerVoter ? undefined : { reason: 'voter-limit' },
)

/**
 * Requests that failed are given back, their SMS are not: who pays and who is disturbed is bounded for good. So are
 * those that were withdrawn, each of which sent e-mails and may have tried a phone.
 */
const voterSmsAreLeft = rule('voter', (voter, { limits }) =>
  voter && (voter.smsCount ?? 0) < limits.smsPerVoter ? undefined : { reason: 'sms-ceiling' },
)

const attemptsAreLeft = rule('attempts', (count, { identityAttempts, now }) => {
  const next = allowedAt(identityAttempts, count)
  return next && next > now ? { reason: 'too-many-attempts', allowedAt: next } : undefined
})

const captchaIsFresh = rule('captcha', (captcha, { session, now }) => {
  const isFresh =
    captcha?.voterId === session.voterId &&
    captcha.reissueId === undefined &&
    captcha.expiresAt > now
  return isFresh ? undefined : { reason: 'captcha-failed' }
})

/** Only the request that was admitted with a code may be right about it. */
const captchaIsAnswered = rule('captcha', (captcha, claim) => {
  const isAnswered =
    captcha?.reissueId === claim.reissue.reissueId && captcha.codeHash === claim.captcha.codeHash
  return isAnswered ? undefined : { reason: 'captcha-failed' }
})

const identityMatches = rule('voter', (voter, { identityHash }) =>
  voter?.identityHash === identityHash ? undefined : { reason: 'identity-mismatch' },
)

/** A phone whose only request was given back serves nobody. */
const phoneServesNobodyElse = rule('phone', (phone, { session }) => {
  const isFree = !phone || phone.reissueCount === 0 || phone.voterId === session.voterId
  return isFree ? undefined : { reason: 'phone-taken' }
})

/** A request that was made while the phone was being freed is not one of those that count since. */
const phoneWasFreedBefore = rule('phone', (phone, { now }) =>
  phone?.freedAt && phone.freedAt > now ? { reason: 'phone-taken' } : undefined,
)

const phoneMayServeAgain = rule('phone', (phone, { limits }) =>
  !phone || phone.reissueCount < limits.reissuesPerPhone ? undefined : { reason: 'phone-limit' },
)

const phoneSmsAreLeft = rule('phone', (phone, { limits }) =>
  (phone?.smsCount ?? 0) < limits.smsPerPhone ? undefined : { reason: 'phone-limit' },
)

/** The rules about a voter that hold for an SMS and for a notice that staff print. */
export const voterRules = {
  voterIsOfThisEpoch,
  noReissueIsPending,
  passwordMayStay,
  passwordIsOldEnough,
  reissuesAreLeft,
}

const voterMayAsk = { ...voterRules, voterSmsAreLeft }

// In the order in which they are told. What the voter may see without proof comes first; nothing about
// identity or phones is said to whoever has not read the security code.

export const admissionRules = { sessionIsOpen, ...voterMayAsk, attemptsAreLeft, captchaIsFresh }

export const acceptanceRules = {
  sessionIsOpen,
  ...voterMayAsk,
  captchaIsAnswered,
  identityMatches,
  phoneServesNobodyElse,
  phoneWasFreedBefore,
  phoneMayServeAgain,
  phoneSmsAreLeft,
}

export type RuleName = keyof typeof admissionRules | keyof typeof acceptanceRules
export type Rules<Claim = ReissueClaim> = Partial<Record<RuleName, Rule<Claim>>>

/** The one reason the voter is told; undefined when no rule refuses. */
export function refusalOf<Claim>(
  rules: Rules<Claim>,
  found: Found,
  claim: Claim,
): Refusal | undefined {
  for (const { refusal } of Object.values(rules)) {
    const told = refusal(found, claim)
    if (told) return told
  }
  return undefined
}

function rule<Part extends keyof RuledItems, Claim = ReissueClaim>(
  looksAt: Part,
  refusalOfItem: (item: RuledItems[Part] | undefined, claim: Claim) => Refusal | undefined,
): Rule<Claim> {
  return {
    looksAt,
    refusal(found, claim) {
      const looked = found[looksAt]
      return looked && refusalOfItem(looked.item, claim)
    },
  }
}

export type Decision<Outcome extends string> =
  | { outcome: Outcome }
  | ({ outcome: 'refused' } & Refusal)

export interface ReissueRequests {
  /**
   * By one transaction: the voter may ask, and the security code and one try are used up. Nothing is
   * written when it refuses.
   */
  admit(claim: ReissueClaim): Promise<Decision<'admitted'>>
  /**
   * Accepts or refuses an admitted claim by one transaction: all its checks and writes, or none.
   * Acceptance gives the tries back.
   */
  accept(claim: ReissueClaim): Promise<Decision<'accepted'>>
  /**
   * Gives the security code and the try of a claim back by one transaction, unless it was accepted. From then on
   * it cannot be, not even by a call whose answer was lost. Of one that was not admitted, nothing.
   */
  undo(claim: ReissueClaim): Promise<'undone' | 'accepted'>
}
