import type {
  SuppressedAddress,
  SuppressionList,
} from '../../shared/domain/mail/suppression-list.ts'
import {
  canonicalEmail,
  type FailedMails,
  mailFailureOf,
  type Voter,
} from '../../shared/domain/voter/voter.ts'
import { type AddressLookup, findVoters } from '../roll/voters-by-address.ts'

export interface SuppressionPorts extends AddressLookup {
  suppressionList: SuppressionList
}

export async function* votersOnList(
  ports: SuppressionPorts,
): AsyncIterable<{ address: SuppressedAddress; voter: Voter }> {
  for await (const page of ports.suppressionList.pages()) {
    for await (const { item: address, voter } of findVoters(ports, page)) {
      if (voter) yield { address, voter }
    }
  }
}

export async function* currentAddresses(ports: SuppressionPorts): AsyncIterable<SuppressedAddress> {
  for await (const { address, voter } of votersOnList(ports)) {
    if (voter.removedAt) continue
    if (canonicalEmail(voter.email) === canonicalEmail(address.email)) yield address
  }
}

export async function* unsuppress(
  ports: SuppressionPorts,
  selectedEmails: ReadonlySet<string>,
): AsyncIterable<SuppressedAddress> {
  // Removes nothing during the listing, since a removal could shift the following pages.
  const addresses: SuppressedAddress[] = []
  for await (const address of currentAddresses(ports)) {
    if (selectedEmails.has(canonicalEmail(address.email))) addresses.push(address)
  }
  for (const address of addresses) {
    await ports.suppressionList.remove(address)
    yield address
  }
}

export async function* resumeMails(
  ports: AddressLookup & { failedMails: Pick<FailedMails, 'clear'> },
  selectedEmails: ReadonlySet<string>,
  at: ElectionInstant,
): AsyncIterable<string> {
  const items = [...selectedEmails].map((email) => ({ email }))
  for await (const { voter } of findVoters(ports, items)) {
    const failure = voter && mailFailureOf(voter)
    if (!voter || !failure?.final) continue
    await ports.failedMails.clear(voter.voterId, failure, at)
    yield voter.email
  }
}

/** Returns the first address of each line, since the text may be the output of `status`. */
export function parseAddresses(text: string): Set<string> {
  const addresses = text.split('\n').map((line) => /[^\s,;<"]+@[^\s,;>"]+/.exec(line)?.[0])
  return new Set(addresses.filter((email) => email !== undefined).map(canonicalEmail))
}
