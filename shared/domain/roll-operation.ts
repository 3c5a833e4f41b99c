export const rollOperationKinds = ['import', 'correct', 'remove', 'returned', 'renew'] as const

export type RollOperationKind = (typeof rollOperationKinds)[number]

/** One command of the election team that changes the roll. One that was cut short has no end. */
export interface RollOperation {
  operationId: string
  kind: RollOperationKind
  startedAt: Date
  finishedAt?: Date
  reason?: string
  /** What became of how many voters, by outcome. */
  counts?: Record<string, number>
  noticesFile?: string
  noticeCount?: number
}
