import type { Voter } from '../voter/voter.ts'
import type { Reissue, Reissues } from './reissue.ts'

export type ValidIdentifier =
  /** `printed`: by staff, who have its beginning; its voter reads the end. */
  | { from: 'notice'; printed?: true }
  | { from: 'sms'; sentAt: ElectionInstant }
  /** What is valid is on no paper and in no SMS that came. */
  | { from: 'nowhere' }

export const isPrinted = (identifier: ValidIdentifier): boolean =>
  identifier.from === 'notice' && identifier.printed === true

/** @param carrier the request whose SMS carried the identifier, if one did: `carrierIdOf` */
export function validIdentifierOf(
  { noticeReturnedAt, noticeWishId }: Pick<Voter, 'noticeReturnedAt' | 'noticeWishId'>,
  carrier: Pick<Reissue, 'state' | 'history' | 'usedAt'> | undefined,
): ValidIdentifier {
  if (!carrier) {
    if (noticeReturnedAt) return { from: 'nowhere' }
    return { from: 'notice', ...(noticeWishId && { printed: true }) }
  }
  const sentAt = handedOverAt(carrier)
  const isLost = carrier.state === 'failed' && !carrier.usedAt
  return sentAt && !isLost ? { from: 'sms', sentAt } : { from: 'nowhere' }
}

/** When SNS took the SMS; from then on its identifier is the valid one. */
export function handedOverAt({ history }: Pick<Reissue, 'history'>): ElectionInstant | undefined {
  return history.find(({ state }) => state === 'sent')?.at
}

/**
 * The request whose SMS carried the valid identifier. The latest request is read after the voter, so its SMS may have
 * left in between; and a voter whose SMS left before the version that notes it has only that one to tell it.
 */
export function carrierIdOf(
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
    // What staff print is of a version that notes it.
    (noticeWishId
      ? pendingReissueId === latest.reissueId
      : !(noticeRenewedAt && noticeRenewedAt > sentAt))
  return isLatest ? latest.reissueId : identifierReissueId
}

/** Whether what the SMS of the latest request carried is valid no more: a notice took its place. */
export function isReplaced(
  voter: Parameters<typeof carrierIdOf>[0],
  latest: Pick<Reissue, 'reissueId' | 'history' | 'restored'>,
): boolean {
  const isHandedOver = handedOverAt(latest) !== undefined && !latest.restored
  return isHandedOver && carrierIdOf(voter, latest) !== latest.reissueId
}

/** @param latest the voter's latest request, read after them */
export async function findValidIdentifier(
  reissues: Reissues,
  voter: Voter,
  latest: Reissue | undefined,
): Promise<ValidIdentifier> {
  const carrierId = carrierIdOf(voter, latest)
  if (carrierId === undefined) return validIdentifierOf(voter, undefined)
  const carrier = carrierId === latest?.reissueId ? latest : await reissues.find(carrierId)
  return validIdentifierOf(voter, carrier)
}
