import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect } from 'vitest'
import type { Correction } from '../../shared/domain/roll/correction.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type ApplyOptions, applyFile, type RollAccess } from '../../team/roll/apply-file.ts'
import { changeVoters } from '../../team/roll/change-voters.ts'
import type { ChangeDependencies } from '../../team/roll/find-voters.ts'
import { RollError } from '../../team/roll/roll-error.ts'
import { type CurrentOperation, operateOnRoll } from '../../team/roll/roll-lock.ts'
import type { RollOutcome } from '../../team/roll/texts.ts'
import { openEmbeddedTables } from '../adapters/embedded-tables.ts'
import { withOwnKeys } from '../builders/own-keys.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keys, now, ownKeyedValues } from '../builders/values.ts'
import { aRollEntry, election } from '../builders/voters.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'

type Importing = Partial<Pick<RollAccess, 'roll' | 'operations'>> &
  Partial<Pick<ApplyOptions, 'kind' | 'dryRun' | 'onProgress'>>

const linesOf = <Entry>(entries: readonly Entry[]) =>
  entries.map((entry, index) => ({ line: index + 2, entry }))

export const noticesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';') as [string, string, string, string, string, string])

export async function aRoll() {
  const tables = await openEmbeddedTables()
  beforeEach(async () => {
    await tables.empty()
    notifications.messages.length = 0
  })

  const notifications = inMemoryNotifications()
  const folder = temporaryFolder(afterAll)
  let files = 0
  const newPath = () => join(folder, `${++files}.csv`)
  let seconds = 0
  const dependencies = (): ChangeDependencies => ({
    roll: tables.roll,
    notifications,
    keyedValues: ownKeyedValues,
    clock: () => new Date(now.getTime() + 1000 * ++seconds),
    leavingSmsRetryMilliseconds: 1,
    phoneRules: election,
  })

  function operate(kind: RollOperationKind, work: Parameters<typeof operateOnRoll>[1]) {
    return operateOnRoll({ operations: tables.rollOperations, clock: () => new Date(), kind }, work)
  }

  function imported(
    entries: RollEntry[],
    noticesFile = newPath(),
    { kind = 'import', dryRun = false, onProgress, ...changes }: Importing = {},
  ) {
    return applyFile(
      {
        ...{ operations: tables.rollOperations, mode: 'vote', ...dependencies() },
        ...{ ...withOwnKeys(keys), clock: () => new Date(), ...changes },
      },
      { kind, entries: linesOf(entries), dryRun, noticesFile, onProgress },
    )
  }

  async function changeOnce(
    kind: RollOperationKind,
    entries: ({ email: string } & Correction)[],
    operation: CurrentOperation | undefined,
    changes: Partial<ChangeDependencies> = {},
  ): Promise<RollOutcome[]> {
    const outcomes: RollOutcome[] = []
    await changeVoters({ ...dependencies(), ...changes }, linesOf(entries), {
      kind,
      operation,
      onDone: ({ line }, outcome) => {
        if (outcome) outcomes[line - 2] = outcome
      },
    })
    return outcomes
  }

  const find = async (email: string) => (await tables.voters.find(voterIdOf(keys, email))) as Voter

  async function onRoll() {
    const entry = aRollEntry()
    await imported([entry])
    return entry
  }

  async function rewrite(voterId: string, changes: object): Promise<void> {
    await tables.put('voters', { ...(await tables.stored('voters', { voterId })), ...changes })
  }

  async function cutShort(
    kind: RollOperationKind,
    entries: RollEntry[],
    changes: Partial<ChangeDependencies> = {},
  ): Promise<void> {
    const cut = operate(kind, async (operation) => {
      await changeOnce(kind, entries, operation, changes)
      throw new Error('killed')
    })
    await expect(cut).rejects.toThrow('killed')
  }

  async function change(
    kind: RollOperationKind,
    corrections: ({ email: string } & Correction)[],
    dryRun = false,
  ): Promise<RollOutcome[]> {
    if (dryRun) return changeOnce(kind, corrections, undefined)
    let outcomes: RollOutcome[] = []
    await operate(kind, async (operation) => {
      outcomes = await changeOnce(kind, corrections, operation)
      return {}
    })
    return outcomes
  }

  function losing(checks: number): CurrentOperation {
    let left = checks
    return {
      operationId: 'lost',
      unfinishedOperations: [],
      checkLockHeld() {
        if (left-- <= 0) throw new RollError('lost')
      },
    }
  }

  function changing(times: number): typeof tables.roll {
    let left = times
    return {
      ...tables.roll,
      async correct(voter, ...correction) {
        const { voterId, sessionEpoch } = voter
        if (left-- > 0) await rewrite(voterId, { sessionEpoch: sessionEpoch + 1 })
        return tables.roll.correct(voter, ...correction)
      },
    }
  }

  return {
    ...{ tables, notifications, newPath, find, onRoll, rewrite },
    ...{ imported, changeOnce, change, cutShort, losing, changing, operate, dependencies },
  }
}
