import type {
  SuppressedAddress,
  SuppressionList,
} from '../../shared/domain/mail/suppression-list.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { FailedMails } from '../../shared/domain/voter/mail-failure.ts'
import { canonicalEmail, mailFailureOf, type Voter } from '../../shared/domain/voter/voter.ts'
import { type AddressLookup, withVoters } from '../roll/voters-by-address.ts'

export interface Engines extends AddressLookup {
  list: SuppressionList
}

/** Lists suppressed addresses that are or were a voter's, at one read by key each. */
export async function* listedVoters(
  engines: Engines,
): AsyncIterable<{ address: SuppressedAddress; voter: Voter }> {
  for await (const page of engines.list.pages()) {
    for await (const { item: address, voter } of withVoters(engines, page)) {
      if (voter) yield { address, voter }
    }
  }
}

/** Lists the suppressed addresses to which the service still writes. */
export async function* suppressedVoters(engines: Engines): AsyncIterable<SuppressedAddress> {
  for await (const { address, voter } of listedVoters(engines)) {
    if (voter.removedAt) continue
    if (canonicalEmail(voter.email) === canonicalEmail(address.email)) yield address
  }
}

export async function* unsuppress(
  engines: Engines,
  selected: ReadonlySet<string> | undefined,
): AsyncIterable<SuppressedAddress> {
  // Removals could shift the following pages.
  const found: SuppressedAddress[] = []
  for await (const address of suppressedVoters(engines)) {
    if (!selected || selected.has(canonicalEmail(address.email))) found.push(address)
  }
  for (const address of found) {
    await engines.list.remove(address)
    yield address
  }
}

/** Resumes mail to voters whom the service gave up. Two addresses of one voter yield it twice. */
export async function* writeAgain(
  engines: Pick<Engines, 'keyed'> & {
    roll: Pick<Roll, 'findMany' | 'withFailedMails'>
    failedMails: Pick<FailedMails, 'clear'>
  },
  selected: ReadonlySet<string> | undefined,
  at: ElectionInstant,
): AsyncIterable<string> {
  for await (const voter of selected
    ? votersAt(engines, selected)
    : engines.roll.withFailedMails()) {
    const failure = mailFailureOf(voter)
    if (!failure?.final) continue
    await engines.failedMails.clear(voter.voterId, failure, at)
    yield voter.email
  }
}

async function* votersAt(
  engines: AddressLookup,
  emails: ReadonlySet<string>,
): AsyncIterable<Voter> {
  const items = [...emails].map((email) => ({ email }))
  for await (const { voter } of withVoters(engines, items)) if (voter) yield voter
}

/** The first address of each line, so that it reads what `status` prints. */
export function addressesIn(text: string): Set<string> {
  const addresses = text.split('\n').map((line) => /[^\s,;<"]+@[^\s,;>"]+/.exec(line)?.[0])
  return new Set(addresses.filter((email) => email !== undefined).map(canonicalEmail))
}
