import type { KeysFor } from '../keys.ts'
import type { Identifier } from '../voter/identifier.ts'
import { deriveIdentifier } from '../voter/identifier-derivation.ts'
import { noticeCarrier, type Voter } from '../voter/voter.ts'

export type Notice = Pick<Voter, 'voterId' | 'noticeNumber'>

/** Of their last notice, valid or not. @param versionId of the keys that made it; the current ones when absent */
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

/** Whether the identifier of their last notice is the valid one: no SMS replaced it, and it did not come back. */
export function holdsNotice({
  identifierReissueId,
  identifierHash,
}: Pick<Voter, 'identifierReissueId' | 'identifierHash'>): boolean {
  return identifierReissueId === undefined && !isNobodys(identifierHash)
}

/** Whether the identifier of their last notice is valid again should SNS not have sent the last SMS. */
export function mayHoldNotice({
  formerIdentifierReissueId,
  formerIdentifierHash,
}: Pick<Voter, 'formerIdentifierReissueId' | 'formerIdentifierHash'>): boolean {
  return (
    formerIdentifierReissueId === noticeCarrier &&
    formerIdentifierHash !== undefined &&
    !isNobodys(formerIdentifierHash)
  )
}

/** Of an identifier that nobody has nor can have: no identifier hashes to it. */
export function noIdentifierHash(at: WallInstant): string {
  return `${nobodys}${at.toISOString()}`
}

const nobodys = 'returned '

const isNobodys = (identifierHash: string) => identifierHash.startsWith(nobodys)
