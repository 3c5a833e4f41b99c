import type {
  SuppressedAddress,
  SuppressionList,
} from '../../shared/domain/mail/suppression-list.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { FailedMails } from '../../shared/domain/voter/mail-failure.ts'
import { canonicalEmail, mailFailureOf, type Voter } from '../../shared/domain/voter/voter.ts'
import { withVoters } from '../roll/voters-by-address.ts'

export interface Engines {
  list: SuppressionList
  roll: Pick<Roll, 'findMany'>
  keyed: Pick<KeyedValues, 'voterIds'>
}

/**
 * The addresses to which no mail of the account goes, and which are or were a voter's. The list is the account's: it
 * may hold far more addresses than the roll, or far fewer, and each costs one read of a key.
 */
export async function* listedVoters(
  engines: Engines,
): AsyncIterable<{ address: SuppressedAddress; voter: Voter }> {
  for await (const page of engines.list.pages()) {
    for await (const { item: address, voter } of withVoters(engines, page)) {
      if (voter) yield { address, voter }
    }
  }
}

/** Those of them that the service writes to. */
export async function* suppressedVoters(engines: Engines): AsyncIterable<SuppressedAddress> {
  for await (const { address, voter } of listedVoters(engines)) {
    // Who was removed is written to no more, nor is an address from before a correction.
    if (voter.removedAt) continue
    if (canonicalEmail(voter.email) === canonicalEmail(address.email)) yield address
  }
}

/** Takes addresses of the roll off the list. @param asked undefined: all of the roll */
export async function* unsuppress(
  engines: Engines,
  asked: ReadonlySet<string> | undefined,
): AsyncIterable<SuppressedAddress> {
  // All are found before the first is removed: removals could shift the pages that are to come.
  const found: SuppressedAddress[] = []
  for await (const address of suppressedVoters(engines)) {
    if (!asked || asked.has(canonicalEmail(address.email))) found.push(address)
  }
  for (const address of found) {
    await engines.list.remove(address)
    yield address
  }
}

/**
 * Has the service write again to the voters whom it gave up.
 * @param asked undefined: all of the roll
 * @returns their addresses; twice of one who was asked for by two
 */
export async function* writeAgain(
  engines: Pick<Engines, 'keyed'> & {
    roll: Pick<Roll, 'findMany' | 'withFailedMails'>
    failedMails: Pick<FailedMails, 'clear'>
  },
  asked: ReadonlySet<string> | undefined,
  at: ElectionInstant,
): AsyncIterable<string> {
  for await (const voter of asked ? votersAt(engines, asked) : engines.roll.withFailedMails()) {
    const failure = mailFailureOf(voter)
    if (!failure?.final) continue
    await engines.failedMails.clear(voter.voterId, failure, at)
    yield voter.email
  }
}

async function* votersAt(
  engines: Pick<Engines, 'roll' | 'keyed'>,
  emails: ReadonlySet<string>,
): AsyncIterable<Voter> {
  const asked = [...emails].map((email) => ({ email }))
  for await (const { voter } of withVoters(engines, asked)) if (voter) yield voter
}

/** The addresses of a text, the first one of each line: what lists them may be given back. */
export function addressesIn(text: string): Set<string> {
  const addresses = text.split('\n').map((line) => /[^\s,;<"]+@[^\s,;>"]+/.exec(line)?.[0])
  return new Set(addresses.filter((email) => email !== undefined).map(canonicalEmail))
}
