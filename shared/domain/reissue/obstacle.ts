export interface Eligibility<Instant extends AnyInstant = ElectionInstant> {
  suspended?: boolean | undefined
  opensAt: Instant
  closesAt: Instant
  passwordChangeRequired: boolean
  bothFactorsLostUntil: Instant | undefined
  needsKnownPhone?: boolean
  remaining: number
}

export type Obstacle =
  | 'suspended'
  | 'not-open'
  | 'closed'
  | 'password-change-required'
  | 'both-factors-lost'
  | 'phone-unknown'
  | 'none-remaining'

/** For display only: `reissue-rules.ts` decides about requests. */
export function obstacleOf<Instant extends AnyInstant>(
  eligibility: Eligibility<Instant>,
  at: NoInfer<Instant>,
): Obstacle | undefined {
  const { opensAt, closesAt, passwordChangeRequired, bothFactorsLostUntil, remaining } = eligibility
  if (eligibility.suspended) return 'suspended'
  if (at < opensAt) return 'not-open'
  if (at >= closesAt) return 'closed'
  if (passwordChangeRequired) return 'password-change-required'
  if (bothFactorsLostUntil && at < bothFactorsLostUntil) return 'both-factors-lost'
  if (eligibility.needsKnownPhone) return 'phone-unknown'
  return remaining < 1 ? 'none-remaining' : undefined
}
