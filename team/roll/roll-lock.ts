import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { RollModeError, type RollOperations } from '../../shared/domain/roll/roll.ts'
import {
  canFinish,
  rollLockSeconds as lockSeconds,
  modeOfRoll,
  type RollOperation,
  type RollOperationKind,
  type TestOperationKind,
} from '../../shared/domain/roll/roll-operation.ts'
import { RollError } from './roll-error.ts'

const defaultHeartbeatMilliseconds = 4000

export interface CurrentOperation {
  operationId: string
  unfinishedOperations: RollOperation[]
  /** @throws RollError if another operation may hold the lock */
  checkLockHeld(): void
}

type OperationResult = Pick<RollOperation, 'counts' | 'noticesFile' | 'noticeCount'>

interface LockOptions {
  operations: RollOperations
  clock: Clock
  kind: RollOperationKind | TestOperationKind
  mode?: ElectionMode
  reason?: string | undefined
  noticesFile?: string | undefined
  checkMayBegin?: ((unfinishedOperations: RollOperation[]) => Promise<void>) | undefined
  heartbeatMilliseconds?: number
  onWait?: ((remainingSeconds: number) => void) | undefined
}

/** If the process dies, the lock expires within `lockSeconds`. */
export async function operateOnRoll(
  options: LockOptions,
  work: (operation: CurrentOperation) => Promise<OperationResult>,
): Promise<OperationResult> {
  const { operations, clock, kind, reason, noticesFile, mode = 'vote' } = options
  const { heartbeatMilliseconds = defaultHeartbeatMilliseconds } = options
  const operationId = randomUUID()
  let heldUntil = await acquireLock(options, operationId)
  let isLockLost = false
  const shutdown = new AbortController()
  const heartbeat = sendHeartbeats()

  async function sendHeartbeats(): Promise<void> {
    while (!shutdown.signal.aborted) {
      await sleep(heartbeatMilliseconds, undefined, { signal: shutdown.signal }).catch(() => {})
      if (shutdown.signal.aborted) return
      // If the process was suspended, another operation may have changed the roll.
      if (clock() >= heldUntil) isLockLost = true
      if (isLockLost) return
      const expiry = secondsLater(clock(), lockSeconds)
      // A failed heartbeat is retried: the lock is lost only once it has expired.
      const lockOutcome = await operations.lock(operationId, clock(), expiry).catch(() => undefined)
      if (lockOutcome === 'locked') heldUntil = expiry
      else if (lockOutcome) isLockLost = true
    }
  }

  function checkLockHeld(): void {
    if (isLockLost || clock() >= heldUntil) throw new RollError('lost')
  }

  try {
    const history = await operations.list()
    const rollMode = modeOfRoll(history)
    if (rollMode && rollMode !== mode) throw new RollModeError(rollMode)
    const openOperations = history.filter(
      (operation) => !operation.finishedAt && canFinish(kind, operation.kind),
    )
    const unfinishedOperations = openOperations.filter(
      (operation) => !isFinishedByAnother(operation, history),
    )
    await options.checkMayBegin?.(unfinishedOperations)
    await operations.begin({
      operationId,
      kind,
      startedAt: clock(),
      ...(reason && { reason }),
      ...(noticesFile && { noticesFile }),
      ...(mode === 'rehearsal' && { rehearsal: true }),
    })
    const result = await work({ operationId, unfinishedOperations, checkLockHeld })
    checkLockHeld()
    // This operation ends first: after a crash in between, `isFinishedByAnother` is true for the others.
    await operations.end(operationId, { ...result, finishedAt: clock() })
    for (const { operationId: id } of openOperations)
      await operations.end(id, { finishedAt: clock() })
    return result
  } finally {
    shutdown.abort()
    await heartbeat
    await operations.unlock(operationId).catch(() => {})
  }
}

function isFinishedByAnother(operation: RollOperation, history: RollOperation[]): boolean {
  return history.some(
    ({ kind, startedAt, finishedAt }) =>
      finishedAt && startedAt > operation.startedAt && canFinish(kind, operation.kind),
  )
}

async function acquireLock({ operations, clock, onWait }: LockOptions, operationId: string) {
  const deadline = secondsLater(clock(), 2 * lockSeconds)
  for (let pollCount = 1; ; pollCount++) {
    const expiry = secondsLater(clock(), lockSeconds)
    const lockOutcome = await operations.lock(operationId, clock(), expiry)
    if (lockOutcome === 'locked') return expiry
    if (clock() >= deadline) throw new RollError('busy')
    const remainingSeconds = (lockOutcome.heldUntil.getTime() - clock().getTime()) / 1000
    if (pollCount === 1) onWait?.(Math.ceil(remainingSeconds))
    await sleep(Math.min(Math.max(remainingSeconds, 0.1), 1) * 1000)
  }
}
