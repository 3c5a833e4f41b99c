import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { inGroups } from '../../shared/domain/in-groups.ts'
import type { Correction } from '../../shared/domain/roll/correction.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { type Application, applyFile, type RollAccess } from '../../team/roll/apply-file.ts'
import { type Change, type ChangeOutcome, changeVoters } from '../../team/roll/change-voters.ts'
import {
  batchSize,
  type ImportDependencies,
  type ImportOutcome,
  importRoll,
} from '../../team/roll/import-roll.ts'
import { RollError } from '../../team/roll/roll-error.ts'
import { operateOnRoll, type UnderWay } from '../../team/roll/roll-lock.ts'
import { openEmbeddedTables } from '../adapters/embedded-tables.ts'
import { withOwnKeys } from '../builders/own-keys.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keyed, keys, now } from '../builders/values.ts'
import { inMemoryNews } from '../fakes/channels.ts'

type Importing = Partial<Pick<RollAccess, 'roll' | 'operations'>> &
  Partial<Pick<Application, 'dryRun' | 'progress'>>

export async function aRoll() {
  const tables = await openEmbeddedTables()
  beforeEach(async () => {
    await tables.empty()
    news.messages.length = 0
  })

  const news = inMemoryNews()
  const folder = temporaryFolder(afterAll)
  let files = 0
  const newPath = () => join(folder, `${++files}.csv`)
  let seconds = 0
  const dependencies = (): ImportDependencies & { smsWaitMilliseconds: number } => ({
    roll: tables.roll,
    news,
    keyed,
    // No two changes have the same instant.
    clock: () => new Date(now.getTime() + 1000 * ++seconds),
    smsWaitMilliseconds: 1,
  })

  function operate(
    kind: 'import' | 'correct' | 'remove' | 'returned' | 'renew',
    work: Parameters<typeof operateOnRoll>[1],
  ) {
    return operateOnRoll({ operations: tables.rollOperations, clock: () => new Date(), kind }, work)
  }

  async function importOnce(
    entries: RollEntry[],
    underWay: UnderWay | undefined,
    changes: Partial<ImportDependencies> = {},
    size = batchSize,
  ): Promise<Record<string, number>> {
    const counts: Partial<Record<ImportOutcome, number>> = {}
    const lines = entries.map((entry, index) => ({ line: index + 2, entry }))
    await importRoll({ ...dependencies(), ...changes }, inGroups(lines, size), {
      underWay,
      done(_, outcome) {
        counts[outcome] = (counts[outcome] ?? 0) + 1
      },
    })
    return counts
  }

  function imported(
    entries: RollEntry[],
    noticesFile = newPath(),
    { dryRun = false, progress, ...changes }: Importing = {},
  ) {
    const checked = {
      entries: entries.map((entry, index) => ({ line: index + 2, entry })),
      file: { lines: entries.length, notices: [] },
      mistakeCount: 0,
    }
    return applyFile(
      {
        ...{ operations: tables.rollOperations, mode: 'vote', ...dependencies() },
        ...{ ...withOwnKeys(keys), clock: () => new Date(), ...changes },
      },
      { kind: 'import', checked, dryRun, noticesFile, progress },
    )
  }

  async function changeOnce(
    kind: Change,
    corrections: ({ email: string } & Correction)[],
    underWay: UnderWay | undefined,
    changes: Partial<ReturnType<typeof dependencies>> = {},
  ): Promise<ChangeOutcome[]> {
    const outcomes: ChangeOutcome[] = []
    const lines = corrections.map((entry, index) => ({ line: index + 2, entry }))
    await changeVoters({ ...dependencies(), ...changes }, inGroups(lines, 100), {
      change: kind,
      underWay,
      done: ({ line }, outcome) => {
        outcomes[line - 2] = outcome
      },
    })
    return outcomes
  }

  async function change(
    kind: Change,
    corrections: ({ email: string } & Correction)[],
    dryRun = false,
  ): Promise<ChangeOutcome[]> {
    if (dryRun) return changeOnce(kind, corrections, undefined)
    let outcomes: ChangeOutcome[] = []
    await operate(kind, async (underWay) => {
      outcomes = await changeOnce(kind, corrections, underWay)
      return {}
    })
    return outcomes
  }

  function losing(checks: number): UnderWay {
    let left = checks
    return {
      operationId: 'lost',
      unfinished: [],
      checkStillOurs() {
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
        if (left-- > 0) {
          const item = await tables.stored('voters', { voterId })
          await tables.put('voters', { ...item, sessionEpoch: sessionEpoch + 1 })
        }
        return tables.roll.correct(voter, ...correction)
      },
    }
  }

  return {
    tables,
    news,
    newPath,
    importOnce,
    imported,
    changeOnce,
    change,
    losing,
    changing,
    operate,
    dependencies,
  }
}
