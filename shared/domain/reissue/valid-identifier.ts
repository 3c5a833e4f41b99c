import type { Voter } from '../voter/voter.ts'
import type { Reissue, Reissues } from './reissue.ts'

export type ValidIdentifier =
  /** `printed`: staff printed the notice, which shows only the beginning of the identifier. */
  | { from: 'notice'; printed?: true }
  | { from: 'sms'; sentAt: ElectionInstant }
  | { from: 'nowhere' }

export const isPrinted = (identifier: ValidIdentifier): boolean =>
  identifier.from === 'notice' && identifier.printed === true

export function validIdentifierOf(
  { noticeReturnedAt, noticeWishId }: Pick<Voter, 'noticeReturnedAt' | 'noticeWishId'>,
  source: Pick<Reissue, 'state' | 'history' | 'usedAt'> | undefined,
): ValidIdentifier {
  if (!source) {
    if (noticeReturnedAt) return { from: 'nowhere' }
    return { from: 'notice', ...(noticeWishId && { printed: true }) }
  }
  const sentAt = handedOverAt(source)
  const isLost = source.state === 'failed' && !source.usedAt
  return sentAt && !isLost ? { from: 'sms', sentAt } : { from: 'nowhere' }
}

export function handedOverAt({ history }: Pick<Reissue, 'history'>): ElectionInstant | undefined {
  return history.find(({ state }) => state === 'sent')?.at
}

export function sourceIdOf(
  {
    identifierReissueId,
    noticeRenewedAt,
    noticeWishId,
    pendingReissueId,
  }: Pick<Voter, 'identifierReissueId' | 'noticeRenewedAt' | 'noticeWishId' | 'pendingReissueId'>,
  latest: Pick<Reissue, 'reissueId' | 'history' | 'restored'> | undefined,
): string | undefined {
  const sentAt = latest && !latest.restored && handedOverAt(latest)
  const isLatest =
    sentAt &&
    (noticeWishId
      ? pendingReissueId === latest.reissueId
      : !(noticeRenewedAt && noticeRenewedAt > sentAt))
  return isLatest ? latest.reissueId : identifierReissueId
}

export function isReplacedByNotice(
  voter: Parameters<typeof sourceIdOf>[0],
  latest: Pick<Reissue, 'reissueId' | 'history' | 'restored'>,
): boolean {
  const isHandedOver = handedOverAt(latest) !== undefined && !latest.restored
  return isHandedOver && sourceIdOf(voter, latest) !== latest.reissueId
}

/** @param latest read after the voter, since an older copy may lack the hand-over of the voter's identifier */
export async function findValidIdentifier(
  reissues: Reissues,
  voter: Voter,
  latest: Reissue | undefined,
): Promise<ValidIdentifier> {
  const sourceId = sourceIdOf(voter, latest)
  if (sourceId === undefined) return validIdentifierOf(voter, undefined)
  const source = sourceId === latest?.reissueId ? latest : await reissues.find(sourceId)
  return validIdentifierOf(voter, source)
}
