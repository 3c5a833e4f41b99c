import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import { changesOf, type VoterChanges } from '../../shared/domain/roll/correction.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import {
  canonicalEmail,
  personIdOf,
  type Voter,
  voterIdOf,
} from '../../shared/domain/voter/voter.ts'
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
  /** The NUMEN is that of a voter with another address. */
  | 'person-taken'

export interface ImportDependencies {
  roll: Roll
  news: AccountNewsQueue
  keys: KeysOf<'identifierKeys' | 'identityKeys'>
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

/** How many voters one transaction writes: two items each and the seal, of the hundred that DynamoDB takes. */
export const batchSize = 49

const changeTries = 5

/** Lines whose NUMEN was taken, kept for a second try: a few megabytes. */
const mostKept = 10_000

/**
 * Brings the roll to what a file says: adds who is not there, corrects who is. Who is there and unchanged
 * keeps all they have. A correction whose NUMEN is another voter's is tried again at the end, when that one may have
 * been corrected too. Done again after it was cut short, it ends the same.
 */
export async function importRoll(
  dependencies: ImportDependencies,
  batches: AsyncIterable<EntryLine[]>,
  { underWay, width, done }: Options,
): Promise<void> {
  // What stands there is found by writing, until much does: a first import has nobody to look for.
  let lookFirst = underWay === undefined
  const kept: EntryLine[] = []
  await inTurns(batches, width, async (lines) => {
    // Other batches change it while this one works.
    const looksFirst = lookFirst
    const standing = looksFirst ? await find(dependencies, lines) : new Map<string, Voter>()
    const missing = lines.filter(({ entry }) => !standing.has(idOf(dependencies, entry.email)))
    const personTaken = underWay
      ? await add(dependencies, missing, underWay, standing)
      : await taken(dependencies, missing)
    lookFirst = underWay === undefined || standing.size > lines.length / 2
    for (const line of lines) {
      const voterId = idOf(dependencies, line.entry.email)
      const voter = standing.get(voterId)
      if (!voter) {
        done(line, personTaken.has(voterId) ? 'person-taken' : 'added')
        continue
      }
      const outcome = await bringUpToDate(dependencies, line, voter, underWay)
      // A copy: the line's own text is part of a piece of the file, which would stay with it.
      if (outcome === 'person-taken' && underWay && kept.length < mostKept) {
        kept.push(structuredClone(line))
      } else done(line, outcome)
    }
  })
  if (underWay) await tryAgain(dependencies, kept, underWay, done)
}

/** A shifted column is a chain of lines: as soon as one is corrected, the one that waits for its NUMEN is next. */
async function tryAgain(
  dependencies: ImportDependencies,
  lines: EntryLine[],
  underWay: UnderWay,
  done: Options['done'],
): Promise<void> {
  const waiting = new Map(
    lines.map((line) => [personIdOf(dependencies.keys, line.entry.numen), line]),
  )
  for (const first of [...waiting.keys()]) {
    let person = first
    for (let line = waiting.get(person); line; line = waiting.get(person)) {
      const found = await find(dependencies, [line])
      const voter: Voter | undefined = found.get(idOf(dependencies, line.entry.email))
      if (!voter) break
      const outcome = await bringUpToDate(dependencies, line, voter, underWay)
      if (outcome === 'person-taken') break
      waiting.delete(person)
      done(line, outcome)
      person = voter.personId
    }
  }
  for (const line of waiting.values()) done(line, 'person-taken')
}

const idOf = ({ keys }: ImportDependencies, email: string) => voterIdOf(keys, email)

function find(dependencies: ImportDependencies, lines: EntryLine[]): Promise<Map<string, Voter>> {
  return dependencies.roll.findMany(lines.map(({ entry }) => idOf(dependencies, entry.email)))
}

/** @returns of those that are not on the roll, the ids of whose person is */
async function taken(
  dependencies: ImportDependencies,
  missing: EntryLine[],
): Promise<ReadonlySet<string>> {
  const { roll, keys } = dependencies
  const personOf = ({ entry }: EntryLine) => personIdOf(keys, entry.numen)
  const persons = await roll.findPersons(missing.map(personOf))
  const held = missing.filter((line) => persons.has(personOf(line)))
  return new Set(held.map(({ entry }) => idOf(dependencies, entry.email)))
}

/**
 * @param standing gets those that stand there after all
 * @returns the ids of those whose person is another voter
 */
async function add(
  dependencies: ImportDependencies,
  lines: EntryLine[],
  underWay: UnderWay,
  standing: Map<string, Voter>,
): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set()
  underWay.checkStillOurs()
  const voters = lines.map(({ entry }) => ({
    ...enrol(dependencies.keys, entry).voter,
    noticeOperationId: underWay.operationId,
  }))
  const left = await dependencies.roll.enrolMany(voters)
  if (left.standing.length > 0) {
    const found = await dependencies.roll.findMany(left.standing)
    for (const [id, voter] of found) standing.set(id, voter)
  }
  return new Set(left.personTaken)
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
    const corrected = changesOf(keys, voter, entry)
    if (!corrected && !voter.removedAt) return 'unchanged'
    const changes = corrected ?? { set: {} }
    const outcome = voter.removedAt ? 'restored' : 'corrected'
    if (await isAnothers(dependencies, voter, changes)) return 'person-taken'
    if (!underWay) return outcome
    underWay.checkStillOurs()
    const at = clock()
    // First: whoever is cut short in between tells of it again, and nobody is changed in silence.
    await news.put({ news: 'roll-corrected', voterId: voter.voterId, at })
    if ((await roll.correct(voter, changes, at)) === 'corrected') return outcome
    voter = (await roll.findMany([voterId])).get(voterId)
  }
  throw new Error(`A voter of line ${line.line} changes all the time`)
}

/** Whether the person that they are, by what is changed, is on the roll as another voter. */
export async function isAnothers(
  { roll }: Pick<ImportDependencies, 'roll'>,
  { voterId, personId: formerPerson }: Voter,
  changes: VoterChanges | undefined,
): Promise<boolean> {
  const personId = changes?.set.personId ?? formerPerson
  const holder = (await roll.findPersons([personId])).get(personId)
  return holder !== undefined && holder !== voterId
}
