import type { ElectionMode } from '../election-mode.ts'

export const rollOperationKinds = ['import', 'correct', 'remove', 'returned', 'renew'] as const

export type RollOperationKind = (typeof rollOperationKinds)[number]

export type TestOperationKind = 'smoke' | 'wipe'

export interface RollOperation {
  operationId: string
  kind: RollOperationKind | TestOperationKind
  startedAt: WallInstant
  finishedAt?: WallInstant
  reason?: string
  counts?: Record<string, number>
  noticesFile?: string
  noticeCount?: number
  rehearsal?: true
}

export function modeOfRoll(operations: readonly RollOperation[]): ElectionMode | undefined {
  const imports = operations.filter(({ kind }) => kind === 'import')
  if (imports.length === 0) return undefined
  return imports.every(({ rehearsal }) => rehearsal) ? 'rehearsal' : 'vote'
}

export const rollLockSeconds = 15

export function canFinish(kind: RollOperation['kind'], unfinishedKind: RollOperation['kind']) {
  return kind === unfinishedKind || (makesNotices(kind) && makesNotices(unfinishedKind))
}

export function makesNotices(kind: RollOperation['kind']): boolean {
  return kind === 'import' || kind === 'renew'
}
