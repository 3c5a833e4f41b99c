import { type AttemptCount, allowedAt, type LimitedCounter } from '../account/attempts.ts'
import type { Captcha } from '../account/captcha.ts'
import { isOfThisEpoch, isValidFor, type Session, type SessionClaim } from '../account/session.ts'
import { bothFactorsLostUntil, type Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

export interface PhoneUse {
  phoneHash: string
  voterId: string
  reissueCount: number
  /** SMS asked for so far, whoever asked. Withdrawn requests do not count: nothing was to reach the phone. */
  smsCount?: number
  /** When the helpdesk freed it: earlier requests count no more. */
  freedAt?: ElectionInstant
}

/**
 * What one request claims. Admission uses up a security code and one attempt before anything is compared, so each
 * guess at an identity costs both, however many requests come at once. The claim is accepted only if the tables
 * confirm every part at one instant.
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

/** The items that the rules look at. A part that is absent is not judged. */
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

// Each rule has a second form, by which the table itself decides: the condition of the same name in
// `dynamo-reissue-requests.ts`. `test/adapters/rules.embedded.test.ts` holds the two together.

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

/** Requests that failed or were withdrawn are given back, their SMS are not: cost and disturbance stay bounded. */
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

/** Refuses a request that was made while the phone was being freed. */
const phoneWasFreedBefore = rule('phone', (phone, { now }) =>
  phone?.freedAt && phone.freedAt > now ? { reason: 'phone-taken' } : undefined,
)

const phoneMayServeAgain = rule('phone', (phone, { limits }) =>
  !phone || phone.reissueCount < limits.reissuesPerPhone ? undefined : { reason: 'phone-limit' },
)

const phoneSmsAreLeft = rule('phone', (phone, { limits }) =>
  (phone?.smsCount ?? 0) < limits.smsPerPhone ? undefined : { reason: 'phone-limit' },
)

/** The rules that hold for a notice printed by staff as well. */
export const voterRules = {
  voterIsOfThisEpoch,
  noReissueIsPending,
  passwordMayStay,
  passwordIsOldEnough,
  reissuesAreLeft,
}

const voterMayAsk = { ...voterRules, voterSmsAreLeft }

// The first rule that refuses is the one told. What the voter may see without proof comes first: whoever has not
// read the security code learns nothing about identity or phones.

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
  /** In one transaction checks that the voter may ask, and uses up the security code and one try. */
  admit(claim: ReissueClaim): Promise<Decision<'admitted'>>
  /** Accepts or refuses an admitted claim in one transaction. Acceptance gives the tries back. */
  accept(claim: ReissueClaim): Promise<Decision<'accepted'>>
  /**
   * Gives the security code and the try of an admitted claim back in one transaction, unless it was accepted. From
   * then on it cannot be accepted, not even by a call whose answer was lost.
   */
  undo(claim: ReissueClaim): Promise<'undone' | 'accepted'>
}
