import { isDeepStrictEqual } from 'node:util'
import { noticeCarrier, type Voter } from '../voter/voter.ts'
import {
  byTime,
  type CopiedAt,
  countsAt,
  countsForVoter,
  newest,
  provenUses,
  type Versions,
} from './proven-uses.ts'
import { isUnderWay, isWithdrawn, type Reissue } from './reissue.ts'
import { handedOverAt } from './valid-identifier.ts'

export interface VoterProof extends Versions<Voter> {
  /** All of the voter. */
  reissues: readonly Reissue[]
  copiedAt: CopiedAt
  /** Hash of the identifier that this request's SMS carries. */
  identifierHashOf(reissue: Reissue): string
}

/** Returns a voter as their requests prove them: one identifier, the counts, what is under way. */
export function provenVoter(proof: VoterProof): Voter {
  const { merged, reissues, copiedAt } = proof
  const {
    identifierHash,
    identifierReissueId,
    formerIdentifierHash,
    formerIdentifierReissueId,
    pendingReissueId,
    latestReissueId,
    smsCount,
    ...kept
  } = merged
  const pending = reissues.find(({ state }) => isUnderWay(state))
  const latest = newest(reissues)?.reissueId ?? latestReissueId
  const suspectedAt = Math.max(...reissues.map((one) => suspectedIn(one)?.getTime() ?? 0))
  const isSuspect = suspectedAt > (merged.passwordSetAt?.getTime() ?? 0)
  const counts = {
    reissueCount: [countsAt, reissues],
    smsCount: [countsForVoter, reissues],
  } as const
  return {
    ...kept,
    ...provenIdentifiers(proof),
    ...provenUses(proof, counts, copiedAt),
    ...(pending && { pendingReissueId: pending.reissueId }),
    ...(latest && { latestReissueId: latest }),
    ...(isSuspect && { passwordChangeRequired: true as const }),
  }
}

type Identifiers = Pick<
  Voter,
  'identifierHash' | 'identifierReissueId' | 'formerIdentifierHash' | 'formerIdentifierReissueId'
>

function identifiersIn({
  identifierHash,
  identifierReissueId,
  formerIdentifierHash,
  formerIdentifierReissueId,
}: Identifiers): Identifiers {
  return {
    identifierHash,
    ...(identifierReissueId && { identifierReissueId }),
    ...(formerIdentifierHash && { formerIdentifierHash }),
    ...(formerIdentifierReissueId && { formerIdentifierReissueId }),
  }
}

/**
 * Plays again what requests did to the voter's identifier since the copy, or since a notice that was made after the
 * damage.
 */
function provenIdentifiers(proof: VoterProof): Identifiers {
  const { before, now, merged, reissues, copiedAt, identifierHashOf } = proof
  const isRenewed = !isDeepStrictEqual(merged.noticeRenewedAt, before.noticeRenewedAt)
  const base = isRenewed && now ? now : before
  const from = (isRenewed && merged.noticeRenewedAt) || copiedAt.before
  let ids = identifiersIn(base)
  for (const reissue of reissues.toSorted(byTime(handedOverAt))) {
    const { reissueId, restored } = reissue
    const sentAt = handedOverAt(reissue)
    if (sentAt && (sentAt > from || base.pendingReissueId === reissueId))
      ids = {
        identifierHash: identifierHashOf(reissue),
        identifierReissueId: reissueId,
        formerIdentifierHash: ids.identifierHash,
        formerIdentifierReissueId: ids.identifierReissueId ?? noticeCarrier,
      }
    if (restored && ids.identifierReissueId === reissueId) ids = swappedBack(ids)
  }
  return ids
}

function swappedBack(ids: Identifiers): Identifiers {
  const { formerIdentifierHash: identifierHash, formerIdentifierReissueId: carrier } = ids
  if (identifierHash === undefined) return ids
  return {
    identifierHash,
    ...(carrier && carrier !== noticeCarrier && { identifierReissueId: carrier }),
  }
}

/** When its voter said that somebody else had asked. */
function suspectedIn(reissue: Reissue): ElectionInstant | undefined {
  if (isWithdrawn(reissue)) return undefined
  return reissue.disownedAt ?? reissue.history.find(({ state }) => state === 'cancelled')?.at
}
