import { setTimeout as sleep } from 'node:timers/promises'
import { asElectionInstant } from '../../shared/domain/instants.ts'
import {
  type Correction,
  type CorrectionRefusal,
  judgeCorrection,
  tellOfCorrection,
} from '../../shared/domain/roll/correction.ts'
import { holdsNotice, mayHoldNotice, nextNotice } from '../../shared/domain/roll/notice.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { runSideBySide } from '../side-by-side.ts'
import { batchesAtOnce, type ImportDependencies } from './import-roll.ts'
import type { RollLine } from './read-roll.ts'
import type { UnderWay } from './roll-lock.ts'
import { findByAddress } from './voters-by-address.ts'

export type ChangeOutcome =
  | 'corrected'
  | 'removed'
  | 'returned'
  | 'renewed'
  | CorrectionRefusal
  | 'absent'
  /** An SMS is being sent: the command can be run again in a minute. */
  | 'sms-leaving'
  | 'replaced-already'

export type Change = 'correct' | 'remove' | 'returned' | 'renew'

type Dependencies = ImportDependencies & { smsWaitMilliseconds?: number }

interface Options {
  change: Change
  underWay: UnderWay | undefined
  done: (line: RollLine, outcome: ChangeOutcome, voter: Voter | undefined) => void
}

type Attempt = ChangeOutcome | 'changed-meanwhile'

const tries = 10

/** Changes each voter of a file. A run that was interrupted can be repeated. */
export async function changeVoters(
  dependencies: Dependencies,
  batches: AsyncIterable<RollLine[]>,
  { change, underWay, done }: Options,
): Promise<void> {
  const { roll, smsWaitMilliseconds = 3000 } = dependencies
  await runSideBySide(batches, batchesAtOnce, async (lines) => {
    const entries = lines.map(({ entry }) => entry)
    for (const [at, found] of (await findByAddress(dependencies, entries)).entries()) {
      const line = lines[at] as RollLine
      let { voter } = found
      let outcome: Attempt = 'changed-meanwhile'
      for (let attempt = 1; attempt <= tries; attempt++) {
        if (!voter || voter.removedAt) {
          outcome = change === 'remove' && voter ? 'unchanged' : 'absent'
          break
        }
        outcome = await attempts[change](dependencies, voter, line.entry, underWay)
        if (outcome !== 'changed-meanwhile' && outcome !== 'sms-leaving') break
        if (outcome === 'sms-leaving') await sleep(smsWaitMilliseconds)
        voter = (await roll.findMany([found.addressId])).get(found.addressId)
      }
      if (outcome === 'changed-meanwhile') {
        throw new Error(`The voter of line ${line.line} changes all the time`)
      }
      done(line, outcome, voter)
    }
  })
}

/** The mail is queued before the write: a run that is killed in between mails twice rather than never. */
const attempts: Record<
  Change,
  (
    dependencies: Dependencies,
    voter: Voter,
    correction: Correction,
    underWay: UnderWay | undefined,
  ) => Promise<Attempt>
> = {
  async correct(dependencies, voter, correction, underWay) {
    const changes = await judgeCorrection(dependencies, voter, correction)
    if (typeof changes === 'string') return changes
    if (!underWay) return 'corrected'
    underWay.checkStillOurs()
    const at = await tellOfCorrection(dependencies, voter)
    return dependencies.roll.correct(voter, changes, at)
  },

  async remove({ roll, news, clock }, voter, _, underWay) {
    if (!underWay) return 'removed'
    underWay.checkStillOurs()
    const at = clock()
    await news.put({ news: 'roll-removed', voterId: voter.voterId, at })
    return roll.remove(voter, at)
  },

  async returned({ roll, news, clock }, voter, _, underWay) {
    if (voter.noticeReturnedAt) return 'unchanged'
    // Staff hand over the notices that they print, so none of those comes back by post.
    if (voter.noticeWishId) return 'replaced-already'
    const isValid = holdsNotice(voter)
    if (!isValid && !mayHoldNotice(voter)) return 'replaced-already'
    if (!underWay) return isValid ? 'returned' : 'replaced-already'
    underWay.checkStillOurs()
    const at = clock()
    const { voterId, identifierHash, formerIdentifierHash = '' } = voter
    // Otherwise the voter's identifier stays valid, so no mail is due.
    if (isValid) await news.put({ news: 'notice-returned', voterId, at })
    const printed = isValid ? identifierHash : formerIdentifierHash
    return roll.returnNotice({ voterId, printed, isReplaced: !isValid }, at)
  },

  async renew({ roll, news, keyed, clock }, voter, _, underWay) {
    if (!underWay) return 'renewed'
    const { operationId, unfinished } = underWay
    // An interrupted run renewed it already; both runs' notices are written together.
    const isDone = unfinished.some(
      (one) => one.kind === 'renew' && one.operationId === voter.noticeOperationId,
    )
    if (isDone && holdsNotice(voter)) return 'unchanged'
    const at = clock()
    const renewed: Voter = {
      ...voter,
      ...nextNotice(voter, asElectionInstant(at)),
      noticeOperationId: operationId,
    }
    const [identifierHash] = (await keyed.identifierHashes([renewed])) as [string]
    underWay.checkStillOurs()
    await news.put({ news: 'notice-renewed', voterId: voter.voterId, at })
    // An operation that lost the lock writes no notices file.
    underWay.checkStillOurs()
    return roll.renewNotice(voter, { ...renewed, identifierHash })
  },
}
