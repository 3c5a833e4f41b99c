import { agreeInFile, type FileAction, type FoundFile } from '../../shared/access/act-in-file.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import { nextNotice, noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import {
  halvesOf,
  isPrintedFor,
  type PrintedNotices,
  printingClaim,
} from '../../shared/domain/staff/printed-notice.ts'
import { hashIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter, Voters } from '../../shared/domain/voter/voter.ts'

export interface NoticePrinting {
  acted: FileAction
  /** Of the identifier; absent of what was refused. */
  beginning?: string
}

/**
 * A new identifier for a voter who has no mobile, as two of the staff want it. They print its beginning, and its voter
 * reads the end: nobody of the staff has it whole.
 */
export async function printNotice(
  dependencies: Dependencies,
  request: Pick<Parameters<typeof agreeInFile>[1], 'cookie' | 'network' | 'shown'>,
): Promise<NoticePrinting> {
  let printed: Voter | undefined
  const acted = await agreeInFile<'print-notice', never>(dependencies, {
    ...request,
    does: ['print-notice'],
    wasDone({ voter, file }) {
      if (isPrintedFor(voter, file.wish)) printed = voter
      return printed !== undefined
    },
    async act(_, found) {
      printed = await print(dependencies, found)
      return printed !== undefined
    },
  })
  const halves = printed && halvesOf(dependencies.keys, printed)
  return { acted, ...(halves && { beginning: halves.beginning }) }
}

/** @returns the voter as they are then; undefined when they have changed since, or this wish has served */
export async function print(
  { printedNotices, voters, keys, election, electionClock }: PrintingPorts,
  { voter, file: { wish } }: Pick<FoundFile, 'voter' | 'file'>,
): Promise<Voter | undefined> {
  const noticeWishId = wish?.interventionId
  // Another was printed meanwhile, for this wish or for another.
  if (!noticeWishId || voter.noticeNumber !== wish.noticeNumber) return undefined
  const at = electionClock()
  const notice = { ...voter, ...nextNotice(voter, at), noticeWishId }
  const identifierHash = hashIdentifier(keys, voter.voterId, noticeIdentifier(keys, notice))
  const renewed = { ...notice, identifierHash }
  await printedNotices.print(voter, renewed, printingClaim(voter, election, at))
  // Asked twice at once, it may be the other that has printed it.
  const found = await voters.find(voter.voterId)
  return found && isPrintedFor(found, wish) ? found : undefined
}

export interface PrintingPorts {
  printedNotices: PrintedNotices
  voters: Pick<Voters, 'find'>
  keys: KeysOf<'identifierKeys'>
  election: Pick<Election, 'dates' | 'limits' | 'bothLostHours'>
  electionClock: Clock
}

type Dependencies = PrintingPorts & Parameters<typeof agreeInFile>[0]
