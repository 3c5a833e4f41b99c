import type { Reissue } from './reissue.ts'
import type { Voter } from './voter.ts'

/** Where a voter finds the one identifier that is valid. */
export type ValidIdentifier =
  | { from: 'notice' }
  | { from: 'sms'; sentAt: Date }
  /** What is valid is on no paper and in no SMS that came. */
  | { from: 'nowhere' }

/**
 * @param carrier the request whose SMS carried the identifier, if one did: `carrierIdOf`
 */
export function validIdentifierOf(
  { noticeReturnedAt }: Pick<Voter, 'noticeReturnedAt'>,
  carrier: Pick<Reissue, 'state' | 'history' | 'usedAt'> | undefined,
): ValidIdentifier {
  if (!carrier) return { from: noticeReturnedAt ? 'nowhere' : 'notice' }
  const sentAt = handedOverAt(carrier)
  const isLost = carrier.state === 'failed' && !carrier.usedAt
  return sentAt && !isLost ? { from: 'sms', sentAt } : { from: 'nowhere' }
}

/** When SNS took the SMS; from then on its identifier is the valid one. */
export function handedOverAt({ history }: Pick<Reissue, 'history'>): Date | undefined {
  return history.find(({ state }) => state === 'sent')?.at
}

/**
 * The request whose SMS carried the valid identifier. A voter whose SMS left before the version that notes it has
 * only their latest request to tell it.
 */
export function carrierIdOf(
  { identifierReissueId, noticeRenewedAt }: Pick<Voter, 'identifierReissueId' | 'noticeRenewedAt'>,
  latest: Pick<Reissue, 'reissueId' | 'history'> | undefined,
): string | undefined {
  if (identifierReissueId) return identifierReissueId
  const sentAt = latest && handedOverAt(latest)
  return sentAt && !(noticeRenewedAt && noticeRenewedAt > sentAt) ? latest.reissueId : undefined
}
