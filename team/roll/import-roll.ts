import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  changesOf,
  isPersonTaken,
  keyedCorrection,
  tellOfCorrection,
} from '../../shared/domain/roll/correction.ts'
import { type Enrolment, newVoter, type RollEntry } from '../../shared/domain/roll/enrolment.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { canonicalEmail, type Voter } from '../../shared/domain/voter/voter.ts'
import { runSideBySide } from '../side-by-side.ts'
import type { RollLine } from './read-roll.ts'
import type { UnderWay } from './roll-lock.ts'

type EntryLine = RollLine<RollEntry>

type EnrolledLine = EntryLine & { enrolment: Enrolment }

export type ImportOutcome =
  | 'added'
  | 'unchanged'
  | 'corrected'
  | 'restored'
  /** The address was a voter's until it was corrected: the file cannot tell who has it now. */
  | 'former-address'
  /** The NUMEN belongs to a voter with another address. */
  | 'person-taken'

export interface ImportDependencies {
  roll: Roll
  news: AccountNewsQueue
  keyed: KeyedValues
  clock: Clock
}

interface Options {
  underWay: UnderWay | undefined
  done: (line: EntryLine, outcome: ImportOutcome) => void
}

/** Voters in one transaction: two items each and the seal, of the 100 that DynamoDB accepts. */
export const batchSize = 49

export const batchesAtOnce = 16

const changeTries = 5

/**
 * Adds the voters of a file and corrects those who are on the roll. A correction whose NUMEN is another voter's is
 * retried at the end, since that voter may have been corrected too. A run that was interrupted can be repeated.
 */
export async function importRoll(
  dependencies: ImportDependencies,
  batches: AsyncIterable<EntryLine[]>,
  { underWay, done }: Options,
): Promise<void> {
  const postponed: EnrolledLine[] = []
  await runSideBySide(batches, batchesAtOnce, async (batch) => {
    const enrolments = await dependencies.keyed.enrolments(batch.map(({ entry }) => entry))
    const lines = batch.map((line, at) => ({ ...line, enrolment: enrolments[at] as Enrolment }))
    const onRoll = await find(dependencies, lines)
    const missing = lines.filter((line) => !onRoll.has(idOf(line)))
    const personTaken = underWay
      ? await add(dependencies, missing, underWay, onRoll)
      : await findTaken(dependencies, missing)
    for (const line of lines) {
      const voterId = idOf(line)
      const voter = onRoll.get(voterId)
      if (!voter) {
        done(line, personTaken.has(voterId) ? 'person-taken' : 'added')
        continue
      }
      const outcome = await bringUpToDate(dependencies, line, voter, underWay)
      if (outcome === 'person-taken' && underWay) postponed.push(line)
      else done(line, outcome)
    }
  })
  if (underWay) await tryAgain(dependencies, postponed, underWay, done)
}

/** A shifted column is a chain: once a line is corrected, the line that waits for its former NUMEN is next. */
async function tryAgain(
  dependencies: ImportDependencies,
  lines: EnrolledLine[],
  underWay: UnderWay,
  done: Options['done'],
): Promise<void> {
  const waiting = new Map(lines.map((line) => [line.enrolment.personId, line]))
  for (const first of [...waiting.keys()]) {
    let person = first
    for (let line = waiting.get(person); line; line = waiting.get(person)) {
      const found = await find(dependencies, [line])
      const voter: Voter | undefined = found.get(idOf(line))
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

const idOf = ({ enrolment }: EnrolledLine) => enrolment.voterId

function find({ roll }: ImportDependencies, lines: EnrolledLine[]): Promise<Map<string, Voter>> {
  return roll.findMany(lines.map(idOf))
}

/** @returns ids of the lines whose NUMEN is on the roll under another address */
async function findTaken(
  { roll }: ImportDependencies,
  missing: EnrolledLine[],
): Promise<ReadonlySet<string>> {
  const personOf = ({ enrolment }: EnrolledLine) => enrolment.personId
  const persons = await roll.findPersons(missing.map(personOf))
  return new Set(missing.filter((line) => persons.has(personOf(line))).map(idOf))
}

/** @param onRoll receives the voters who turn out to be on the roll @returns ids as `findTaken` does */
async function add(
  dependencies: ImportDependencies,
  lines: EnrolledLine[],
  underWay: UnderWay,
  onRoll: Map<string, Voter>,
): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set()
  underWay.checkStillOurs()
  const voters = lines.map(({ entry, enrolment }) => ({
    ...newVoter(enrolment, entry),
    noticeOperationId: underWay.operationId,
  }))
  const left = await dependencies.roll.enrolMany(voters)
  if (left.standing.length > 0) {
    const found = await dependencies.roll.findMany(left.standing)
    for (const [id, voter] of found) onRoll.set(id, voter)
  }
  return new Set(left.personTaken)
}

async function bringUpToDate(
  dependencies: ImportDependencies,
  line: EnrolledLine,
  found: Voter,
  underWay: UnderWay | undefined,
): Promise<ImportOutcome> {
  const { roll, keyed } = dependencies
  const { entry, enrolment } = line
  const { voterId } = enrolment
  let voter: Voter | undefined = found
  for (let tries = 1; voter && tries <= changeTries; tries++) {
    if (voter.email !== canonicalEmail(entry.email)) return 'former-address'
    // A voter whose address was corrected keeps the id of the former address.
    const isOwnId = voter.voterId === voterId
    const identity = isOwnId ? enrolment : (await keyedCorrection(keyed, voter, entry)).identity
    const corrected = changesOf(voter, entry, { identity })
    if (!corrected && !voter.removedAt) return 'unchanged'
    const changes = corrected ?? { set: {} }
    const outcome = voter.removedAt ? 'restored' : 'corrected'
    if (await isPersonTaken(dependencies, voter, changes)) return 'person-taken'
    if (!underWay) return outcome
    underWay.checkStillOurs()
    const at = await tellOfCorrection(dependencies, voter)
    if ((await roll.correct(voter, changes, at)) === 'corrected') return outcome
    voter = (await roll.findMany([voterId])).get(voterId)
  }
  throw new Error(`A voter of line ${line.line} changes all the time`)
}
