/** What stands for or against a voter's next request, but for one under way. */
export interface Asking<Instant extends AnyInstant = ElectionInstant> {
  /** The election is. */
  suspended?: boolean | undefined
  opensAt: Instant
  closesAt: Instant
  passwordChangeRequired: boolean
  bothFactorsLostUntil: Instant | undefined
  remaining: number
}

export type Obstacle =
  | 'suspended'
  | 'not-open'
  | 'closed'
  | 'password-change-required'
  | 'both-factors-lost'
  | 'none-remaining'

/**
 * Why a voter may not ask for a new identifier, the first to act upon first. Pages and e-mails tell it ahead; a request
 * is decided by `reissue-rules.ts`, which `test/domain/may-ask.test.ts` holds to the same.
 */
export function obstacleOf<Instant extends AnyInstant>(
  asking: Asking<Instant>,
  at: NoInfer<Instant>,
): Obstacle | undefined {
  const { opensAt, closesAt, passwordChangeRequired, bothFactorsLostUntil, remaining } = asking
  if (asking.suspended) return 'suspended'
  if (at < opensAt) return 'not-open'
  if (at >= closesAt) return 'closed'
  if (passwordChangeRequired) return 'password-change-required'
  if (bothFactorsLostUntil && at < bothFactorsLostUntil) return 'both-factors-lost'
  return remaining < 1 ? 'none-remaining' : undefined
}
