import type { ElectionMode } from '../election-mode.ts'

export const rollOperationKinds = ['import', 'correct', 'remove', 'returned', 'renew'] as const

export type RollOperationKind = (typeof rollOperationKinds)[number]

export type TestOperationKind = 'smoke' | 'wipe'

/** Commands of former versions, without their voter. */
type FormerOperationKind = 'grant-sms' | 'free-phone' | 'lift-wait'

/** A command on the roll. An interrupted one has no end. */
export interface RollOperation {
  operationId: string
  kind: RollOperationKind | TestOperationKind | FormerOperationKind
  startedAt: WallInstant
  finishedAt?: WallInstant
  reason?: string
  /** Voters by outcome. */
  counts?: Record<string, number>
  noticesFile?: string
  noticeCount?: number
  rehearsal?: true
}

/** The mode that the roll was imported for; undefined without an import. */
export function modeOfRoll(operations: readonly RollOperation[]): ElectionMode | undefined {
  const imports = operations.filter(({ kind }) => kind === 'import')
  if (imports.length === 0) return undefined
  // One import for the vote is enough.
  return imports.every(({ rehearsal }) => rehearsal) ? 'rehearsal' : 'vote'
}

/** Several heartbeats; a killed operation holds the lock no longer. */
export const rollLockSeconds = 15

/** True if an operation of one kind completes an interrupted one of another. */
export function finishes(kind: RollOperation['kind'], other: RollOperation['kind']): boolean {
  return kind === other || (makesNotices(kind) && makesNotices(other))
}

export function makesNotices(kind: RollOperation['kind']): boolean {
  return kind === 'import' || kind === 'renew'
}
