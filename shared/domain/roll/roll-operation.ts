import type { ElectionMode } from '../election-mode.ts'

export const rollOperationKinds = ['import', 'correct', 'remove', 'returned', 'renew'] as const

export type RollOperationKind = (typeof rollOperationKinds)[number]

/** A test voter is enrolled, walks and is taken off again: `npm run smoke`. A rehearsal is wiped. */
export type TestOperationKind = 'smoke' | 'wipe'

export type HelpdeskOperationKind = 'grant-sms' | 'free-phone' | 'lift-wait'

/**
 * One command of the election team that changes the roll, or of staff, of which it does not say whom it was for.
 * One that was cut short has no end.
 */
export interface RollOperation {
  operationId: string
  kind: RollOperationKind | TestOperationKind | HelpdeskOperationKind
  startedAt: WallInstant
  finishedAt?: WallInstant
  reason?: string
  /** What became of how many voters, by outcome. */
  counts?: Record<string, number>
  noticesFile?: string
  noticeCount?: number
  rehearsal?: true
}

/** What the roll in the tables was imported for; undefined when nothing was. */
export function modeOfRoll(operations: readonly RollOperation[]): ElectionMode | undefined {
  const imports = operations.filter(({ kind }) => kind === 'import')
  if (imports.length === 0) return undefined
  // One that was not is enough: whoever it brought is of the vote.
  return imports.every(({ rehearsal }) => rehearsal) ? 'rehearsal' : 'vote'
}

/** Longer than several heartbeats: an operation that was killed holds the roll no longer than this. */
export const rollLockSeconds = 15

/** Whether an operation of one kind does what one of another, cut short, has left to do. */
export function finishes(kind: RollOperation['kind'], other: RollOperation['kind']): boolean {
  return kind === other || (makesNotices(kind) && makesNotices(other))
}

export function makesNotices(kind: RollOperation['kind']): boolean {
  return kind === 'import' || kind === 'renew'
}
