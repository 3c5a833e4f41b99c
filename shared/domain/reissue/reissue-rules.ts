import { type AttemptCount, type LimitedCounter, retryTime } from '../account/attempts.ts'
import type { Captcha } from '../account/captcha.ts'
import { hasCurrentEpoch, isValidFor, type Session, type SessionClaim } from '../account/session.ts'
import { bothFactorsLostUntil, type Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

export interface PhoneUse {
  phoneHash: string
  voterId: string
  reissueCount: number
  /** SMS requested for this phone by any voter, except cancelled ones. Staff can subtract one. */
  smsCount?: number
  freedAt?: ElectionInstant
  /** Voter for whom the phone was registered, even if they have removed it since. */
  knownTo?: string
}

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
  bothLostHours: number
  toKnownPhone?: true
  reissue: Reissue
  now: ElectionInstant
}

export type Refusal =
  | { outcome: 'already-pending'; pendingReissueId: string }
  | { outcome: 'both-factors-lost'; until: ElectionInstant }
  | { outcome: 'too-many-attempts'; allowedAt: ElectionInstant }
  | PlainRefusal

export interface PlainRefusal {
  outcome:
    | 'unauthenticated'
    | 'password-change-required'
    | 'voter-limit'
    | 'sms-ceiling'
    | 'captcha-failed'
    | 'identity-mismatch'
    | 'phone-taken'
    | 'phone-limit'
    | 'phone-unknown'
}

interface CheckedItems {
  session: Session
  voter: Voter
  attempts: AttemptCount
  captcha: Captcha
  phone: PhoneUse
}

export type ReadItems = {
  [Name in keyof CheckedItems]?: { item: CheckedItems[Name] | undefined }
}

export type VoterClaim = Pick<ReissueClaim, 'limits' | 'bothLostHours' | 'now'> & {
  session: Pick<SessionClaim, 'voterId' | 'epoch'>
}

export interface Rule<Claim = ReissueClaim> {
  itemName: keyof CheckedItems
  refusal(items: ReadItems, claim: Claim): Refusal | undefined
}

// `dynamo-reissue-requests.ts` repeats these rules as write conditions, and `test/adapters/rules.embedded.test.ts` compares both.

const sessionIsOpen = rule('session', (session, claim) => {
  const isOpen = isValidFor(session, claim.session, claim.now) && session.kind === 'space'
  return isOpen ? undefined : { outcome: 'unauthenticated' }
})

const voterIsOfThisEpoch = rule('voter', (voter, { session }: VoterClaim) =>
  voter && hasCurrentEpoch(session, voter) ? undefined : { outcome: 'unauthenticated' },
)

const noReissueIsPending = rule<'voter', VoterClaim>('voter', (voter) =>
  voter?.pendingReissueId
    ? { outcome: 'already-pending', pendingReissueId: voter.pendingReissueId }
    : undefined,
)

const noPasswordChangeIsRequired = rule<'voter', VoterClaim>('voter', (voter) =>
  voter?.passwordChangeRequired ? { outcome: 'password-change-required' } : undefined,
)

const passwordIsOldEnough = rule('voter', (voter, { bothLostHours, now }: VoterClaim) => {
  const until = voter && bothFactorsLostUntil(voter, bothLostHours, now)
  return until && { outcome: 'both-factors-lost', until }
})

const reissuesAreLeft = rule('voter', (voter, { limits }: VoterClaim) =>
  voter && voter.reissueCount < limits.reissuesPerVoter ? undefined : { outcome: 'voter-limit' },
)

/** `smsCount` still counts failed and withdrawn requests, which limits their number and cost. */
const voterSmsAreLeft = rule('voter', (voter, { limits }) =>
  voter && (voter.smsCount ?? 0) < limits.smsPerVoter ? undefined : { outcome: 'sms-ceiling' },
)

const attemptsAreLeft = rule('attempts', (count, { identityAttempts, now }) => {
  const next = retryTime(identityAttempts, count)
  return next && next > now ? { outcome: 'too-many-attempts', allowedAt: next } : undefined
})

const captchaIsFresh = rule('captcha', (captcha, { session, now }) => {
  const isFresh =
    captcha?.voterId === session.voterId &&
    captcha.reissueId === undefined &&
    captcha.expiresAt > now
  return isFresh ? undefined : { outcome: 'captcha-failed' }
})

const captchaIsAnswered = rule('captcha', (captcha, claim) => {
  const isAnswered =
    captcha?.reissueId === claim.reissue.reissueId && captcha.codeHash === claim.captcha.codeHash
  return isAnswered ? undefined : { outcome: 'captcha-failed' }
})

const identityMatches = rule('voter', (voter, { identityHash }) =>
  voter?.identityHash === identityHash ? undefined : { outcome: 'identity-mismatch' },
)

export function servesAnotherVoter(phone: PhoneUse | undefined, voterId: string): boolean {
  if (!phone) return false
  const { reissueCount, knownTo = voterId } = phone
  return (reissueCount > 0 && phone.voterId !== voterId) || knownTo !== voterId
}

const phoneServesNobodyElse = rule('phone', (phone, { session }) =>
  servesAnotherVoter(phone, session.voterId) ? { outcome: 'phone-taken' } : undefined,
)

const phoneIsStillKnown = rule('voter', (voter, { reissue }) =>
  voter?.knownPhone?.phoneHash === reissue.phoneHash ? undefined : { outcome: 'phone-unknown' },
)

/** A voter's item restored from copies may name a freed phone. */
const phoneIsRegistered = rule('phone', (phone) =>
  phone?.knownTo ? undefined : { outcome: 'phone-unknown' },
)

const phoneWasFreedBefore = rule('phone', (phone, { now }) =>
  phone?.freedAt && phone.freedAt > now ? { outcome: 'phone-taken' } : undefined,
)

const phoneMayServeAgain = rule('phone', (phone, { limits }) =>
  !phone || phone.reissueCount < limits.reissuesPerPhone ? undefined : { outcome: 'phone-limit' },
)

const phoneSmsAreLeft = rule('phone', (phone, { limits }) =>
  (phone?.smsCount ?? 0) < limits.smsPerPhone ? undefined : { outcome: 'phone-limit' },
)

export const voterRules = {
  voterIsOfThisEpoch,
  noReissueIsPending,
  noPasswordChangeIsRequired,
  passwordIsOldEnough,
  reissuesAreLeft,
}

const requestingVoterRules = { ...voterRules, voterSmsAreLeft }

// The captcha's rules precede those of identity and phone, so that nobody can test guesses without a right answer.

export const admissionRules = {
  sessionIsOpen,
  ...requestingVoterRules,
  attemptsAreLeft,
  captchaIsFresh,
}

export const acceptanceRules = {
  sessionIsOpen,
  ...requestingVoterRules,
  captchaIsAnswered,
  identityMatches,
  phoneServesNobodyElse,
  phoneWasFreedBefore,
  phoneMayServeAgain,
  phoneSmsAreLeft,
}

export const knownPhoneRules = { ...acceptanceRules, phoneIsStillKnown, phoneIsRegistered }

export type RuleName = keyof typeof admissionRules | keyof typeof knownPhoneRules
export type Rules<Claim = ReissueClaim> = Partial<Record<RuleName, Rule<Claim>>>

export function refusalOf<Claim>(
  rules: Rules<Claim>,
  items: ReadItems,
  claim: Claim,
): Refusal | undefined {
  for (const { refusal } of Object.values(rules)) {
    const firstRefusal = refusal(items, claim)
    if (firstRefusal) return firstRefusal
  }
  return undefined
}

function rule<Name extends keyof CheckedItems, Claim = ReissueClaim>(
  itemName: Name,
  refusalOfItem: (item: CheckedItems[Name] | undefined, claim: Claim) => Refusal | undefined,
): Rule<Claim> {
  return {
    itemName,
    refusal(items, claim) {
      const entry = items[itemName]
      return entry && refusalOfItem(entry.item, claim)
    },
  }
}

export type Decision<Outcome extends string> = { outcome: Outcome } | Refusal

export interface ReissueRequests {
  /** Consumes the captcha and one attempt before `accept` compares answers, so each concurrent guess costs both. */
  admit(claim: ReissueClaim): Promise<Decision<'admitted'>>
  accept(claim: ReissueClaim): Promise<Decision<'accepted'>>
  /** Once `undone`, the claim cannot be accepted, even by a call whose answer was lost. */
  undo(claim: ReissueClaim): Promise<'undone' | 'accepted'>
}
