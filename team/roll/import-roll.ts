import { changesOf } from '../../shared/domain/correction.ts'
import { enrol } from '../../shared/domain/enrolment.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import type { AccountNewsQueue, Clock } from '../../shared/domain/ports.ts'
import type { Roll } from '../../shared/domain/roll-ports.ts'
import { canonicalEmail, type Voter, voterIdOf } from '../../shared/domain/voter.ts'
import { inTurns } from './in-turns.ts'
import type { UnderWay } from './operation.ts'
import type { RollLine } from './read-roll.ts'

type EntryLine = RollLine<'import'>

export type ImportOutcome =
  | 'added'
  | 'unchanged'
  | 'corrected'
  /** Had been removed, and is on the roll again. */
  | 'restored'
  /** The address was a voter's, whose roll now says another: whose it is the file cannot tell. */
  | 'former-address'

export interface ImportDependencies {
  roll: Roll
  news: AccountNewsQueue
  keys: Keys
  clock: Clock
}

interface Options {
  /** Absent of a dry run, which writes nothing. */
  underWay: UnderWay | undefined
  /** Batches at once. */
  width: number
  /** Told of each line once it is done. */
  done: (line: EntryLine, outcome: ImportOutcome) => void
}

/** How many voters one transaction writes. */
export const batchSize = 50

const changeTries = 5

/**
 * Brings the roll to what a file says: adds who is not there, corrects who is. Who is there and unchanged
 * keeps all they have. Done again after it was cut short, it ends the same.
 */
export async function importRoll(
  dependencies: ImportDependencies,
  batches: AsyncIterable<EntryLine[]>,
  { underWay, width, done }: Options,
): Promise<void> {
  // What stands there is found by writing, until much does: a first import has nobody to look for.
  let lookFirst = underWay === undefined
  await inTurns(batches, width, async (lines) => {
    // Other batches change it while this one works.
    const looksFirst = lookFirst
    const standing = looksFirst
      ? await find(dependencies, lines)
      : await add(dependencies, lines, underWay)
    const missing = lines.filter(({ entry }) => !standing.has(idOf(dependencies, entry.email)))
    if (looksFirst && underWay && missing.length > 0) {
      const meanwhile = await add(dependencies, missing, underWay)
      for (const [id, voter] of meanwhile) standing.set(id, voter)
    }
    lookFirst = underWay === undefined || standing.size > lines.length / 2
    for (const line of lines) {
      const voter = standing.get(idOf(dependencies, line.entry.email))
      done(line, voter ? await bringUpToDate(dependencies, line, voter, underWay) : 'added')
    }
  })
}

const idOf = ({ keys }: ImportDependencies, email: string) => voterIdOf(keys, email)

function find(dependencies: ImportDependencies, lines: EntryLine[]): Promise<Map<string, Voter>> {
  return dependencies.roll.findMany(lines.map(({ entry }) => idOf(dependencies, entry.email)))
}

/** @returns those that stood there already */
async function add(
  dependencies: ImportDependencies,
  lines: EntryLine[],
  underWay: UnderWay | undefined,
): Promise<Map<string, Voter>> {
  if (!underWay) return new Map()
  underWay.checkStillOurs()
  const voters = lines.map(({ entry }) => ({
    ...enrol(dependencies.keys, entry).voter,
    noticeOperationId: underWay.operationId,
  }))
  const standing = await dependencies.roll.enrolMany(voters)
  return standing.length === 0 ? new Map() : dependencies.roll.findMany(standing)
}

async function bringUpToDate(
  dependencies: ImportDependencies,
  line: EntryLine,
  found: Voter,
  underWay: UnderWay | undefined,
): Promise<ImportOutcome> {
  const { roll, news, keys, clock } = dependencies
  const { entry } = line
  const voterId = idOf(dependencies, entry.email)
  let voter: Voter | undefined = found
  for (let tries = 1; voter && tries <= changeTries; tries++) {
    if (voter.email !== canonicalEmail(entry.email)) return 'former-address'
    const changes = changesOf(keys, voter, entry)
    if (!changes && !voter.removedAt) return 'unchanged'
    const outcome = voter.removedAt ? 'restored' : 'corrected'
    if (!underWay) return outcome
    underWay.checkStillOurs()
    const at = clock()
    // First: whoever is cut short in between tells of it again, and nobody is changed in silence.
    await news.put({ news: 'roll-corrected', voterId: voter.voterId, at })
    if ((await roll.correct(voter, changes ?? { set: {} }, at)) === 'corrected') return outcome
    voter = (await roll.findMany([voterId])).get(voterId)
  }
  throw new Error(`A voter of line ${line.line} changes all the time`)
}
