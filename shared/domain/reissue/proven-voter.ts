import { isDeepStrictEqual } from 'node:util'
import { noticeSource, type Voter } from '../voter/voter.ts'
import {
  type CopyTimes,
  compareBy,
  type ItemVersions,
  newestReissue,
  recomputeCounts,
  usesReissue,
  usesVoterSms,
} from './proven-uses.ts'
import { isUnderWay, isWithdrawn, type Reissue } from './reissue.ts'
import { handedOverAt } from './valid-identifier.ts'

export interface VoterEvidence extends ItemVersions<Voter> {
  reissues: readonly Reissue[]
  copyTimes: CopyTimes
  identifierHashOf(reissue: Reissue): string
}

export function rebuildVoter(evidence: VoterEvidence): Voter {
  const { mergedValue, reissues, copyTimes } = evidence
  const {
    identifierHash,
    identifierReissueId,
    formerIdentifierHash,
    formerIdentifierReissueId,
    pendingReissueId,
    latestReissueId,
    smsCount,
    ...rest
  } = mergedValue
  const pendingReissue = reissues.find(({ state }) => isUnderWay(state))
  const latestId = newestReissue(reissues)?.reissueId ?? latestReissueId
  const lastReportedAt = Math.max(...reissues.map((reissue) => reportedAt(reissue)?.getTime() ?? 0))
  const isPasswordSuspect = lastReportedAt > (mergedValue.passwordSetAt?.getTime() ?? 0)
  const useRules = {
    reissueCount: [usesReissue, reissues],
    smsCount: [usesVoterSms, reissues],
  } as const
  return {
    ...rest,
    ...rebuildIdentifiers(evidence),
    ...recomputeCounts(evidence, useRules, copyTimes),
    ...(pendingReissue && { pendingReissueId: pendingReissue.reissueId }),
    ...(latestId && { latestReissueId: latestId }),
    ...(isPasswordSuspect && { passwordChangeRequired: true as const }),
  }
}

type Identifiers = Pick<
  Voter,
  'identifierHash' | 'identifierReissueId' | 'formerIdentifierHash' | 'formerIdentifierReissueId'
>

function pickIdentifiers({
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

function rebuildIdentifiers(evidence: VoterEvidence): Identifiers {
  const { before, current, mergedValue, reissues, copyTimes, identifierHashOf } = evidence
  const isNoticeRenewed = !isDeepStrictEqual(mergedValue.noticeRenewedAt, before.noticeRenewedAt)
  const base = isNoticeRenewed && current ? current : before
  const from = (isNoticeRenewed && mergedValue.noticeRenewedAt) || copyTimes.before
  let ids = pickIdentifiers(base)
  for (const reissue of reissues.toSorted(compareBy(handedOverAt))) {
    const { reissueId, restored } = reissue
    const sentAt = handedOverAt(reissue)
    if (sentAt && (sentAt > from || base.pendingReissueId === reissueId))
      ids = {
        identifierHash: identifierHashOf(reissue),
        identifierReissueId: reissueId,
        formerIdentifierHash: ids.identifierHash,
        formerIdentifierReissueId: ids.identifierReissueId ?? noticeSource,
      }
    if (restored && ids.identifierReissueId === reissueId) ids = restoreFormerIdentifier(ids)
  }
  return ids
}

function restoreFormerIdentifier(ids: Identifiers): Identifiers {
  const { formerIdentifierHash: identifierHash, formerIdentifierReissueId: source } = ids
  if (identifierHash === undefined) return ids
  return {
    identifierHash,
    ...(source && source !== noticeSource && { identifierReissueId: source }),
  }
}

function reportedAt(reissue: Reissue): ElectionInstant | undefined {
  if (isWithdrawn(reissue)) return undefined
  return reissue.disownedAt ?? reissue.history.find(({ state }) => state === 'cancelled')?.at
}
