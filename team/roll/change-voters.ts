import { setTimeout as sleep } from 'node:timers/promises'
import { toBatches } from '../../shared/domain/batches.ts'
import { asElectionInstant } from '../../shared/domain/instants.ts'
import {
  changesOf,
  checkCorrection,
  isPersonTaken,
  keyedCorrection,
  notifyOfCorrection,
} from '../../shared/domain/roll/correction.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { isNoticeRestorable, isNoticeValid, nextNotice } from '../../shared/domain/roll/notice.ts'
import type { VoterChanges } from '../../shared/domain/roll/roll.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { canonicalEmail, type Voter } from '../../shared/domain/voter/voter.ts'
import { runConcurrently } from '../run-concurrently.ts'
import {
  type ChangeDependencies,
  findOrAddVoters,
  maxVotersPerTransaction,
  type VoterLine,
} from './find-voters.ts'
import type { RollLine } from './read-roll.ts'
import type { CurrentOperation } from './roll-lock.ts'
import { type OperationOptions, setPhones } from './set-phones.ts'
import type { RollOutcome } from './texts.ts'

interface ChangeOptions extends OperationOptions {
  kind: RollOperationKind
}

type AttemptOutcome = RollOutcome | 'changed-meanwhile'

const concurrency = 16
const maxAttempts = 10

/** An import retries known voters' lines whose NUMEN another voter has, since a later line may correct that voter. */
export async function changeVoters(
  dependencies: ChangeDependencies,
  lines: readonly RollLine[],
  options: ChangeOptions,
): Promise<void> {
  const { kind, operation } = options
  const conflicts: VoterLine[] = []
  const linesOnRoll: RollLine[] = []
  const onDone: ChangeOptions['onDone'] = (line, outcome, voter) => {
    options.onDone(line, outcome, voter)
    if (outcome && outcomesOnRoll.includes(outcome)) linesOnRoll.push(line)
  }
  await runConcurrently(toBatches(lines, maxVotersPerTransaction), concurrency, async (group) => {
    for (const row of await findOrAddVoters(dependencies, kind, group, operation)) {
      const outcome = row.outcome ?? (await changeVoter(dependencies, kind, row, operation))
      if (row.enrolment && outcome === 'person-taken') conflicts.push(row)
      else onDone(row.line, outcome, row.voter)
    }
  })
  await retryConflicts(dependencies, conflicts, { kind, operation, onDone })
  if (kind === 'import')
    await setPhones(dependencies, linesOnRoll as RollLine<RollEntry>[], options)
}

const outcomesOnRoll: readonly RollOutcome[] = ['added', 'corrected', 'restored', 'unchanged']

async function retryConflicts(
  dependencies: ChangeDependencies,
  lines: readonly VoterLine[],
  { kind, operation, onDone }: ChangeOptions,
): Promise<void> {
  const waitingLines = new Map(lines.map((voterLine) => [voterLine.enrolment?.personId, voterLine]))
  for (const firstPersonId of [...waitingLines.keys()]) {
    let personId = firstPersonId
    for (
      let voterLine = waitingLines.get(personId);
      voterLine;
      voterLine = waitingLines.get(personId)
    ) {
      const { addressId, line } = voterLine
      const voter = (await dependencies.roll.findMany([addressId])).get(addressId)
      const outcome = await changeVoter(dependencies, kind, { ...voterLine, voter }, operation)
      if (outcome === 'person-taken') break
      waitingLines.delete(personId)
      onDone(line, outcome, voter)
      personId = voter?.personId
    }
  }
  for (const { line, voter } of waitingLines.values()) onDone(line, 'person-taken', voter)
}

async function changeVoter(
  dependencies: ChangeDependencies,
  kind: RollOperationKind,
  voterLine: VoterLine,
  operation: CurrentOperation | undefined,
): Promise<RollOutcome> {
  const { roll, leavingSmsRetryMilliseconds = 3000 } = dependencies
  const { addressId, line } = voterLine
  let { voter } = voterLine
  let outcome: AttemptOutcome = 'changed-meanwhile'
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if (!voter || (voter.removedAt && kind !== 'import')) {
      return kind === 'remove' && voter ? 'unchanged' : 'absent'
    }
    outcome = await changeByKind[kind](dependencies, voter, voterLine, operation)
    if (outcome !== 'changed-meanwhile' && outcome !== 'sms-leaving') break
    if (outcome === 'sms-leaving') await sleep(leavingSmsRetryMilliseconds)
    voter = (await roll.findMany([addressId])).get(addressId)
  }
  if (outcome !== 'changed-meanwhile') return outcome
  throw new Error(`The voter of line ${line.line} changes all the time`)
}

/** The mail is queued before the write, so that a killed run leaves no change without its mail. */
const changeByKind: Record<
  RollOperationKind,
  (
    dependencies: ChangeDependencies,
    voter: Voter,
    voterLine: VoterLine,
    operation: CurrentOperation | undefined,
  ) => Promise<AttemptOutcome>
> = {
  async import(dependencies, voter, { line: { entry }, addressId, enrolment }, operation) {
    // The voter now has another address, so the line may mean someone else.
    if (voter.email !== canonicalEmail(entry.email)) return 'former-address'
    const hasFirstAddress = voter.voterId === addressId
    const correctedValues = hasFirstAddress
      ? { identity: enrolment }
      : await keyedCorrection(dependencies.keyedValues, voter, entry)
    const correction = changesOf(voter, entry, correctedValues)
    if (!correction && !voter.removedAt) return 'unchanged'
    const changes: VoterChanges = correction ?? {}
    if (await isPersonTaken(dependencies, voter, changes)) return 'person-taken'
    const outcome = voter.removedAt ? 'restored' : 'corrected'
    if (!operation) return outcome
    operation.checkLockHeld()
    const at = await notifyOfCorrection(dependencies, voter)
    const correctionOutcome = await dependencies.roll.correct(voter, changes, at)
    return correctionOutcome === 'corrected' ? outcome : 'changed-meanwhile'
  },

  async correct(dependencies, voter, { line }, operation) {
    const changes = await checkCorrection(dependencies, voter, line.entry)
    if (typeof changes === 'string') return changes
    if (!operation) return 'corrected'
    operation.checkLockHeld()
    const at = await notifyOfCorrection(dependencies, voter)
    return dependencies.roll.correct(voter, changes, at)
  },

  async remove({ roll, notifications, clock }, voter, _, operation) {
    if (!operation) return 'removed'
    operation.checkLockHeld()
    const at = clock()
    await notifications.put({ news: 'roll-removed', voterId: voter.voterId, at })
    return roll.remove(voter, at)
  },

  async returned({ roll, notifications, clock }, voter, _, operation) {
    if (voter.noticeReturnedAt) return 'unchanged'
    // Staff printed the current notice, so the returned one was already replaced.
    if (voter.noticeWishId) return 'replaced-already'
    const isValid = isNoticeValid(voter)
    if (!isValid && !isNoticeRestorable(voter)) return 'replaced-already'
    if (!operation) return isValid ? 'returned' : 'replaced-already'
    operation.checkLockHeld()
    const at = clock()
    const { voterId, identifierHash, formerIdentifierHash = '' } = voter
    // If the printed identifier was replaced, the voter needs no mail: a later one is valid.
    if (isValid) await notifications.put({ news: 'notice-returned', voterId, at })
    const printedHash = isValid ? identifierHash : formerIdentifierHash
    return roll.returnNotice({ voterId, printed: printedHash, isReplaced: !isValid }, at)
  },

  async renew({ roll, notifications, keyedValues, clock }, voter, _, operation) {
    if (!operation) return 'renewed'
    const { operationId, unfinishedOperations } = operation
    // An interrupted run renewed this notice. This run writes it with its own notices.
    const isRenewed = unfinishedOperations.some(
      ({ kind, operationId: id }) => kind === 'renew' && id === voter.noticeOperationId,
    )
    if (isRenewed && isNoticeValid(voter)) return 'unchanged'
    const at = clock()
    const renewedVoter: Voter = {
      ...voter,
      ...nextNotice(voter, asElectionInstant(at)),
      noticeOperationId: operationId,
    }
    const [identifierHash] = (await keyedValues.identifierHashes([renewedVoter])) as [string]
    operation.checkLockHeld()
    await notifications.put({ news: 'notice-renewed', voterId: voter.voterId, at })
    // If the lock was lost meanwhile, no notices file would contain the new notice.
    operation.checkLockHeld()
    return roll.renewNotice(voter, { ...renewedVoter, identifierHash })
  },
}
