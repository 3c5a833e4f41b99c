import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { OtherRollError, type RollOperations } from '../../shared/domain/roll/roll.ts'
import {
  finishes,
  rollLockSeconds as lockSeconds,
  modeOfRoll,
  type RollOperation,
  type RollOperationKind,
  type TestOperationKind,
} from '../../shared/domain/roll/roll-operation.ts'

import { RollError } from './roll-error.ts'

const usualHeartbeatMilliseconds = 4000

export interface UnderWay {
  operationId: string
  /** Earlier ones that were cut short, and whose notices or whose like are done now. */
  unfinished: RollOperation[]
  /** To be asked before each write, and before what is written bears its name. @throws RollError when another holds the roll by now */
  checkStillOurs(): void
}

type End = Pick<RollOperation, 'counts' | 'noticesFile' | 'noticeCount'>

interface Options {
  operations: RollOperations
  clock: Clock
  kind: RollOperationKind | TestOperationKind
  /** Of the election: the vote's when absent. */
  mode?: ElectionMode
  reason?: string | undefined
  noticesFile?: string | undefined
  /** Asked once nobody else holds the roll, and before anything is written down: it throws to refuse. */
  mayBegin?: ((unfinished: RollOperation[]) => Promise<void>) | undefined
  heartbeatMilliseconds?: number
  /** Told once when the roll is held by another operation, which may have been killed. */
  waiting?: ((seconds: number) => void) | undefined
}

/**
 * Does one thing to the roll while nobody else does. One that is killed is written down without an end, and
 * lets go of the roll after some seconds.
 * @throws OtherRollError when a rehearsal's roll stands there for the vote, or the vote's for a rehearsal
 */
export async function operateOnRoll(
  options: Options,
  work: (underWay: UnderWay) => Promise<End>,
): Promise<End> {
  const { operations, clock, kind, reason, noticesFile, mode = 'vote' } = options
  const { heartbeatMilliseconds = usualHeartbeatMilliseconds } = options
  const operationId = randomUUID()
  let heldUntil = await takeLock(options, operationId)
  let isLost = false
  const ending = new AbortController()
  const beating = beat()

  async function beat(): Promise<void> {
    while (!ending.signal.aborted) {
      await sleep(heartbeatMilliseconds, undefined, { signal: ending.signal }).catch(() => {})
      if (ending.signal.aborted) return
      // After it stood still: the lock may be free again, and the roll is not what it was.
      if (clock() >= heldUntil) isLost = true
      if (isLost) return
      const until = secondsLater(clock(), lockSeconds)
      // A heartbeat that fails is tried again: the lock is lost only once its time is over.
      const taken = await operations.lock(operationId, clock(), until).catch(() => undefined)
      if (taken === 'locked') heldUntil = until
      else if (taken) isLost = true
    }
  }

  function checkStillOurs(): void {
    if (isLost || clock() >= heldUntil) throw new RollError('lost')
  }

  try {
    const earlier = await operations.all()
    const standing = modeOfRoll(earlier)
    if (standing && standing !== mode) throw new OtherRollError(standing)
    const withoutEnd = earlier.filter((one) => !one.finishedAt && finishes(kind, one.kind))
    const unfinished = withoutEnd.filter((one) => !isFinishedByAnother(one, earlier))
    await options.mayBegin?.(unfinished)
    await operations.begin({
      operationId,
      kind,
      startedAt: clock(),
      ...(reason && { reason }),
      ...(noticesFile && { noticesFile }),
      ...(mode === 'rehearsal' && { rehearsal: true }),
    })
    const end = await work({ operationId, unfinished, checkStillOurs })
    checkStillOurs()
    // This one first, in one write: killed right after, it is seen to have finished all the others.
    await operations.end(operationId, { ...end, finishedAt: clock() })
    for (const one of withoutEnd) await operations.end(one.operationId, { finishedAt: clock() })
    return end
  } finally {
    ending.abort()
    await beating
    await operations.unlock(operationId).catch(() => {})
  }
}

/** Whoever ends has done what those before had left, although nothing may say so of them yet. */
function isFinishedByAnother(one: RollOperation, operations: RollOperation[]): boolean {
  return operations.some(
    ({ kind, startedAt, finishedAt }) =>
      finishedAt && startedAt > one.startedAt && finishes(kind, one.kind),
  )
}

/** Waits for the lock of one that was killed; one that is alive prolongs its own. */
async function takeLock({ operations, clock, waiting }: Options, operationId: string) {
  const giveUpAt = secondsLater(clock(), 2 * lockSeconds)
  for (let looks = 1; ; looks++) {
    const until = secondsLater(clock(), lockSeconds)
    const taken = await operations.lock(operationId, clock(), until)
    if (taken === 'locked') return until
    if (clock() >= giveUpAt) throw new RollError('busy')
    const seconds = (taken.heldUntil.getTime() - clock().getTime()) / 1000
    if (looks === 1) waiting?.(Math.ceil(seconds))
    await sleep(Math.min(Math.max(seconds, 0.1), 1) * 1000)
  }
}
