import { isDeepStrictEqual } from 'node:util'
import { epochsPerRestoration } from '../../shared/domain/account/known-browser.ts'
import { electionTimeOf } from '../../shared/domain/election/calendar.ts'
import { applyEnd, inferEnd, isConsistent } from '../../shared/domain/reissue/proven-request.ts'
import { type CopyTimes, rebuildPhone } from '../../shared/domain/reissue/proven-uses.ts'
import { rebuildVoter } from '../../shared/domain/reissue/proven-voter.ts'
import { isUnderWay, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import {
  type ChangedItem,
  type Item,
  type RestoredTable,
  revertDamage,
} from '../../shared/domain/reissue/restoration.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { fromPhoneItem, type PhoneItem } from '../../shared/tables/phones.ts'
import { fromReissueItem, type ReissueItem, toReissueItem } from '../../shared/tables/reissues.ts'
import { toStored } from '../../shared/tables/stored.ts'
import {
  fromVoterItem,
  isVoterItem,
  toVoterItem,
  type VoterItem,
} from '../../shared/tables/voters.ts'
import type { TeamPorts } from './team-ports.ts'

export interface RestoringPorts
  extends Pick<TeamPorts, 'keys' | 'restorations' | 'notifications' | 'clock'> {
  calendars: Pick<TeamPorts['calendars'], 'find'>
  rings: Pick<TeamPorts['rings'], 'find'>
}

export type ItemOutcome = 'missing' | 'altered' | 'restored' | 'busy' | 'unchanged'

/** Phones get one try: their requests are read once per page, so a second try would miss newer requests. */
const maxAttempts: Record<RestoredTable, number> = { voters: 3, reissues: 3, phones: 1 }

export interface Proofs {
  copiedAt: CopyTimes
  reissuesByPhone: ReadonlyMap<string, readonly Reissue[]>
  hashOf: Awaited<ReturnType<typeof identifierHashes>>
}

/** Writes the correct item. If `writes` is false, only returns how the stored item is damaged. */
export async function restoreItem(
  dependencies: RestoringPorts,
  table: RestoredTable,
  damaged: ChangedItem,
  proofs: Proofs,
  writes: boolean,
): Promise<ItemOutcome> {
  const { restorations } = dependencies
  let item = damaged
  for (let attempt = 1; attempt <= maxAttempts[table]; attempt++) {
    const result = await repairedItem(dependencies, table, item, proofs)
    if (!result) return 'unchanged'
    if (!writes) return item.now ? 'altered' : 'missing'
    await result.notify?.()
    if (await restorations.put(table, item.now, result.item)) return 'restored'
    item = { ...item, now: await restorations.find(table, item.key) }
  }
  return 'busy'
}

interface ProvenItem {
  item: Item
  notify?: () => Promise<void>
}

/** Returns the item as it should be; undefined if the stored item is correct. */
async function repairedItem(
  dependencies: RestoringPorts,
  table: RestoredTable,
  damaged: ChangedItem,
  proofs: Proofs,
): Promise<ProvenItem | undefined> {
  const { copiedAt, reissuesByPhone } = proofs
  switch (table) {
    case 'voters':
      return provenVoterItem(dependencies, damaged, proofs)
    case 'reissues':
      return provenReissueItem(dependencies, damaged, copiedAt)
    case 'phones': {
      const versions = versionsOf(damaged, (item) => fromPhoneItem(item as PhoneItem))
      const phone = rebuildPhone(versions, reissuesByPhone.get(damaged.key) ?? [], copiedAt)
      const isRight = isDeepStrictEqual(phone, versions.now)
      return isRight ? undefined : { item: toStored<PhoneUse>(phone) as Item }
    }
  }
}

function versionsOf<Value>(damaged: ChangedItem, read: (item: Item) => Value) {
  const { before, after, now } = damaged
  return {
    before: read(before),
    after: after && read(after),
    now: now && read(now),
    merged: read(revertDamage(damaged)),
  }
}

const readVoter = (item: Item) => fromVoterItem(item as Item & VoterItem)

async function provenVoterItem(
  dependencies: RestoringPorts,
  damaged: ChangedItem,
  { copiedAt, hashOf }: Proofs,
): Promise<ProvenItem | undefined> {
  if (!isVoterItem(damaged.before as Item & VoterItem)) return repairedLookup(dependencies, damaged)
  const { restorations, notifications, clock } = dependencies
  const versions = versionsOf(damaged, readVoter)
  const { before, after, now, merged } = versions
  const reissues = await restorations.reissuesOf({ ...merged, ...pendingIds(now) })
  const identifierHashOf = (reissue: Reissue) => hashOf(reissue, now?.identifierHash)
  const voter = rebuildVoter({ ...versions, reissues, copiedAt, identifierHashOf })
  const equalsRestored = (other: Voter | undefined) =>
    other && isDeepStrictEqual({ ...voter, sessionEpoch: 0 }, { ...other, sessionEpoch: 0 })
  if (equalsRestored(now)) return undefined
  const at = clock()
  const epochs = [before, after, now, merged].map((version) => version?.sessionEpoch ?? 0)
  const sessionEpoch = Math.max(...epochs) + epochsPerRestoration
  const { voterId } = voter
  const item = toVoterItem({ ...voter, sessionEpoch, restoredAt: at }) as Item
  // E-mails to a whole lost roll would use up the day's quota, while voters wait for other e-mails.
  if (!now && equalsRestored(before)) return { item }
  // The mailer compares `at` with `restoredAt`, so a failed write sends no mail.
  return { item, notify: () => notifications.put({ news: 'account-restored', voterId, at }) }
}

const pendingIds = (now: Voter | undefined) => ({
  ...(now?.pendingReissueId && { pendingReissueId: now.pendingReissueId }),
  ...(now?.latestReissueId && { latestReissueId: now.latestReissueId }),
})

export async function identifierHashes({ keys, rings, calendars, clock }: RestoringPorts) {
  const [ring, calendar] = await Promise.all([rings.find('identifierKeys'), calendars.find()])
  const { current, previous, changedAt } = ring
  const currentSince = changedAt && electionTimeOf(calendar, new Date(changedAt), clock())
  /** Returns the hash of a request's identifier: `storedHash` if some version of the key produces it. */
  return ({ voterId, reissueId, requestedAt }: Reissue, storedHash: string | undefined): string => {
    const hashBy = (version: string) => {
      const identifier = deriveIdentifier(keys, voterId, reissueId, version)
      return hashIdentifier(keys, voterId, identifier, version)
    }
    const hashes = keys.identifier.map(({ id }) => hashBy(id))
    if (storedHash !== undefined && hashes.includes(storedHash)) return storedHash
    return hashBy(previous && currentSince && requestedAt < currentSince ? previous : current)
  }
}

/** Finds the correct item that maps an address or a NUMEN to its voter. */
async function repairedLookup(
  { restorations }: RestoringPorts,
  damaged: ChangedItem,
): Promise<ProvenItem | undefined> {
  const { key, now } = damaged
  const item = revertDamage(damaged)
  if (isDeepStrictEqual(item, now)) return undefined
  const { heldBy } = item as { heldBy?: string }
  const holder = heldBy && (await restorations.find('voters', heldBy))
  // The NUMEN has since been corrected, which deletes this item.
  if (holder && holder.personId !== key) return undefined
  return { item }
}

async function provenReissueItem(
  { restorations }: RestoringPorts,
  damaged: ChangedItem,
  copiedAt: CopyTimes,
): Promise<ProvenItem | undefined> {
  const { now, before: copiedItem } = damaged
  const read = (item: Item) => fromReissueItem(item as Item & ReissueItem)
  const before = read(copiedItem)
  const voterItem = await restorations.find('voters', before.voterId)
  const voter = voterItem && readVoter(voterItem)
  if (now && isConsistent(before, read(now), voter)) return undefined
  const mergedItem = revertDamage(damaged)
  const { state } = read(mergedItem).history.at(-1) ?? before
  const { sealedPhone, ...endedItem } = mergedItem
  const item = isUnderWay(state) ? { ...mergedItem, state } : { ...endedItem, state }
  const reissue = read(item)
  const all = voter ? await restorations.reissuesOf(voter) : []
  const otherRequests = all.filter(({ reissueId }) => reissueId !== reissue.reissueId)
  const end = inferEnd(reissue, voter, otherRequests)
  const restoredItem = end ? (toReissueItem(applyEnd(reissue, end, copiedAt.after)) as Item) : item
  return isDeepStrictEqual(restoredItem, now) ? undefined : { item: restoredItem }
}
