import type { KeysFor } from '../keys.ts'
import type { Identifier } from '../voter/identifier.ts'
import { deriveIdentifier, isReturnedHash } from '../voter/identifier-derivation.ts'
import { noticeSource, type Voter } from '../voter/voter.ts'

export type Notice = Pick<Voter, 'voterId' | 'noticeNumber'>

export function noticeIdentifier(
  keys: KeysFor<'identifier'>,
  { voterId, noticeNumber }: Notice,
  versionId?: string,
): Identifier {
  const source = noticeNumber ? `notice-${noticeNumber}` : 'notice'
  return deriveIdentifier(keys, voterId, source, versionId)
}

export function nextNotice({ noticeNumber = 1 }: Pick<Voter, 'noticeNumber'>, at: ElectionInstant) {
  return { noticeNumber: noticeNumber + 1, noticeRenewedAt: at }
}

export function isNoticeValid({
  identifierReissueId,
  identifierHash,
}: Pick<Voter, 'identifierReissueId' | 'identifierHash'>): boolean {
  return identifierReissueId === undefined && !isReturnedHash(identifierHash)
}

export function isNoticeRestorable({
  formerIdentifierReissueId,
  formerIdentifierHash,
}: Pick<Voter, 'formerIdentifierReissueId' | 'formerIdentifierHash'>): boolean {
  return (
    formerIdentifierReissueId === noticeSource &&
    formerIdentifierHash !== undefined &&
    !isReturnedHash(formerIdentifierHash)
  )
}
