import type { Voter } from '../voter/voter.ts'
import type { Reissue, Reissues } from './reissue.ts'

export type ValidIdentifier =
  /** If staff `printed` it, the notice has the beginning and the voter reads the end. */
  | { from: 'notice'; printed?: true }
  | { from: 'sms'; sentAt: ElectionInstant }
  /** It is on no paper and in no SMS that came. */
  | { from: 'nowhere' }

export const isPrinted = (identifier: ValidIdentifier): boolean =>
  identifier.from === 'notice' && identifier.printed === true

/** @param carrier the request whose SMS carried the identifier, if one did */
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

/** When SNS accepted the SMS, which made its identifier the valid one. */
export function handedOverAt({ history }: Pick<Reissue, 'history'>): ElectionInstant | undefined {
  return history.find(({ state }) => state === 'sent')?.at
}

/**
 * The request whose SMS carried the valid identifier. Its SMS may have left between the reading of the voter and of
 * the latest request; and voters of a former version have no note of it.
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
    // Voters with a notice printed by staff always have the note.
    (noticeWishId
      ? pendingReissueId === latest.reissueId
      : !(noticeRenewedAt && noticeRenewedAt > sentAt))
  return isLatest ? latest.reissueId : identifierReissueId
}

/** True if a notice took the place of the identifier that the latest request's SMS carried. */
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
