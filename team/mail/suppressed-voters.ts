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
 * The addresses in the account's suppression list that are or were a voter's. Each address costs one read by key, since
 * the list may be far longer or shorter than the roll.
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

/** The listed addresses to which the service still writes. */
export async function* suppressedVoters(engines: Engines): AsyncIterable<SuppressedAddress> {
  for await (const { address, voter } of listedVoters(engines)) {
    // Nobody writes to removed voters or to former addresses.
    if (voter.removedAt) continue
    if (canonicalEmail(voter.email) === canonicalEmail(address.email)) yield address
  }
}

/** @param asked undefined: all of the roll */
export async function* unsuppress(
  engines: Engines,
  asked: ReadonlySet<string> | undefined,
): AsyncIterable<SuppressedAddress> {
  // Removals could shift the following pages.
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
 * @returns their addresses, one twice if two asked addresses are the same voter's
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

/** The first address of each line, so that it reads what `status` prints. */
export function addressesIn(text: string): Set<string> {
  const addresses = text.split('\n').map((line) => /[^\s,;<"]+@[^\s,;>"]+/.exec(line)?.[0])
  return new Set(addresses.filter((email) => email !== undefined).map(canonicalEmail))
}
