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

export interface RestorationPorts
  extends Pick<TeamPorts, 'keys' | 'restorations' | 'notifications' | 'clock'> {
  calendars: Pick<TeamPorts['calendars'], 'find'>
  rings: Pick<TeamPorts['rings'], 'find'>
}

export type ItemOutcome = 'missing' | 'altered' | 'restored' | 'busy' | 'unchanged'

/** Phones get one try: their requests are read once per page, so a second try would miss newer requests. */
const maxAttempts: Record<RestoredTable, number> = { voters: 3, reissues: 3, phones: 1 }

export interface Evidence {
  copyTimes: CopyTimes
  reissuesByPhone: ReadonlyMap<string, readonly Reissue[]>
  hashOf: Awaited<ReturnType<typeof identifierHasher>>
}

export async function restoreItem(
  dependencies: RestorationPorts,
  table: RestoredTable,
  damagedItem: ChangedItem,
  evidence: Evidence,
  mayWrite: boolean,
): Promise<ItemOutcome> {
  const { restorations } = dependencies
  let item = damagedItem
  for (let attempt = 1; attempt <= maxAttempts[table]; attempt++) {
    const result = await planRepair(dependencies, table, item, evidence)
    if (!result) return 'unchanged'
    if (!mayWrite) return item.current ? 'altered' : 'missing'
    await result.notify?.()
    if (await restorations.put(table, item.current, result.item)) return 'restored'
    item = { ...item, current: await restorations.find(table, item.key) }
  }
  return 'busy'
}

interface RepairedItem {
  item: Item
  notify?: () => Promise<void>
}

async function planRepair(
  dependencies: RestorationPorts,
  table: RestoredTable,
  damagedItem: ChangedItem,
  evidence: Evidence,
): Promise<RepairedItem | undefined> {
  const { copyTimes, reissuesByPhone } = evidence
  switch (table) {
    case 'voters':
      return planVoterRepair(dependencies, damagedItem, evidence)
    case 'reissues':
      return planReissueRepair(dependencies, damagedItem, copyTimes)
    case 'phones': {
      const versions = versionsOf(damagedItem, (item) => fromPhoneItem(item as PhoneItem))
      const phone = rebuildPhone(versions, reissuesByPhone.get(damagedItem.key) ?? [], copyTimes)
      const isCorrect = isDeepStrictEqual(phone, versions.current)
      return isCorrect ? undefined : { item: toStored<PhoneUse>(phone) as Item }
    }
  }
}

function versionsOf<Value>(damagedItem: ChangedItem, read: (item: Item) => Value) {
  const { before, after, current } = damagedItem
  return {
    before: read(before),
    after: after && read(after),
    current: current && read(current),
    mergedValue: read(revertDamage(damagedItem)),
  }
}

const readVoter = (item: Item) => fromVoterItem(item as Item & VoterItem)

async function planVoterRepair(
  dependencies: RestorationPorts,
  damagedItem: ChangedItem,
  { copyTimes, hashOf }: Evidence,
): Promise<RepairedItem | undefined> {
  if (!isVoterItem(damagedItem.before as Item & VoterItem))
    return planLookupRepair(dependencies, damagedItem)
  const { restorations, notifications, clock } = dependencies
  const versions = versionsOf(damagedItem, readVoter)
  const { before, after, current, mergedValue } = versions
  const reissues = await restorations.reissuesOf({ ...mergedValue, ...requestIdsOf(current) })
  const identifierHashOf = (reissue: Reissue) => hashOf(reissue, current?.identifierHash)
  const voter = rebuildVoter({ ...versions, reissues, copyTimes, identifierHashOf })
  const equalsRestored = (other: Voter | undefined) =>
    other && isDeepStrictEqual({ ...voter, sessionEpoch: 0 }, { ...other, sessionEpoch: 0 })
  if (equalsRestored(current)) return undefined
  const at = clock()
  const epochs = [before, after, current, mergedValue].map((version) => version?.sessionEpoch ?? 0)
  const sessionEpoch = Math.max(...epochs) + epochsPerRestoration
  const { voterId } = voter
  const item = toVoterItem({ ...voter, sessionEpoch, restoredAt: at }) as Item
  // A deleted item restored unchanged sends no mail: a whole roll would use up the day's quota.
  if (!current && equalsRestored(before)) return { item }
  // The mailer compares `at` with `restoredAt`, so a failed write sends no mail.
  return { item, notify: () => notifications.put({ news: 'account-restored', voterId, at }) }
}

const requestIdsOf = (voter: Voter | undefined) => ({
  ...(voter?.pendingReissueId && { pendingReissueId: voter.pendingReissueId }),
  ...(voter?.latestReissueId && { latestReissueId: voter.latestReissueId }),
})

export async function identifierHasher({ keys, rings, calendars, clock }: RestorationPorts) {
  const [ring, calendar] = await Promise.all([rings.find('identifierKeys'), calendars.find()])
  const { current, previous, changedAt } = ring
  const keyChangedAt = changedAt && electionTimeOf(calendar, new Date(changedAt), clock())
  return ({ voterId, reissueId, requestedAt }: Reissue, storedHash: string | undefined): string => {
    const hashWith = (version: string) => {
      const identifier = deriveIdentifier(keys, voterId, reissueId, version)
      return hashIdentifier(keys, voterId, identifier, version)
    }
    const hashes = keys.identifier.map(({ id }) => hashWith(id))
    if (storedHash !== undefined && hashes.includes(storedHash)) return storedHash
    return hashWith(previous && keyChangedAt && requestedAt < keyChangedAt ? previous : current)
  }
}

async function planLookupRepair(
  { restorations }: RestorationPorts,
  damagedItem: ChangedItem,
): Promise<RepairedItem | undefined> {
  const { key, current } = damagedItem
  const item = revertDamage(damagedItem)
  if (isDeepStrictEqual(item, current)) return undefined
  const { heldBy } = item as { heldBy?: string }
  const holder = heldBy && (await restorations.find('voters', heldBy))
  // The holder's NUMEN was corrected meanwhile, so the former NUMEN's item must not come back.
  if (holder && holder.personId !== key) return undefined
  return { item }
}

async function planReissueRepair(
  { restorations }: RestorationPorts,
  damagedItem: ChangedItem,
  copyTimes: CopyTimes,
): Promise<RepairedItem | undefined> {
  const { current, before: copiedItem } = damagedItem
  const readReissue = (item: Item) => fromReissueItem(item as Item & ReissueItem)
  const before = readReissue(copiedItem)
  const voterItem = await restorations.find('voters', before.voterId)
  const voter = voterItem && readVoter(voterItem)
  if (current && isConsistent(before, readReissue(current), voter)) return undefined
  const mergedItem = revertDamage(damagedItem)
  const { state } = readReissue(mergedItem).history.at(-1) ?? before
  const { sealedPhone, ...endedItem } = mergedItem
  const item = isUnderWay(state) ? { ...mergedItem, state } : { ...endedItem, state }
  const reissue = readReissue(item)
  const requestsOfVoter = voter ? await restorations.reissuesOf(voter) : []
  const otherRequests = requestsOfVoter.filter(({ reissueId }) => reissueId !== reissue.reissueId)
  const inferredEnd = inferEnd(reissue, voter, otherRequests)
  const restoredItem = inferredEnd
    ? (toReissueItem(applyEnd(reissue, inferredEnd, copyTimes.after)) as Item)
    : item
  return isDeepStrictEqual(restoredItem, current) ? undefined : { item: restoredItem }
}
