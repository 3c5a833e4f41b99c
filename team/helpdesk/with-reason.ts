import { randomUUID } from 'node:crypto'
import type { Clock } from '../../shared/domain/instants.ts'
import type { RollOperations } from '../../shared/domain/roll/roll.ts'
import type { HelpdeskOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { helpdeskTexts as texts } from './texts.ts'

export interface HelpdeskAnswer {
  done: boolean
  /** For whoever runs the command, in French. */
  told: string[]
}

/**
 * Does what staff ask for once why is kept. What was refused changed nothing, and ends like what was done: why
 * somebody tried is worth knowing too. What was cut short has no end.
 */
export async function withReason(
  { operations, clock }: { operations: Pick<RollOperations, 'begin' | 'end'>; clock: Clock },
  { kind, reason: typed }: { kind: HelpdeskOperationKind; reason: string },
  act: () => Promise<HelpdeskAnswer>,
): Promise<HelpdeskAnswer> {
  const reason = typed.trim()
  if (!isReason(reason)) return { done: false, told: [texts.reasonless] }
  const operationId = randomUUID()
  await operations.begin({ operationId, kind, reason, startedAt: clock() })
  const answer = await act()
  const counts = answer.done ? { done: 1 } : { refused: 1 }
  await operations.end(operationId, { counts, finishedAt: clock() })
  return answer
}
