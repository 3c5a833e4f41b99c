import type { KeysFor, KeysOf } from '../keys.ts'
import type { BirthDate } from '../voter/birth-date.ts'
import type { Identifier } from '../voter/identifier.ts'
import { deriveIdentifier, hashIdentifier } from '../voter/identifier-derivation.ts'
import type { Numen } from '../voter/numen.ts'
import {
  canonicalEmail,
  hashIdentity,
  type NoticeFormat,
  noticeCarrier,
  personIdOf,
  type Voter,
  voterIdOf,
} from '../voter/voter.ts'

export interface RollEntry {
  email: string
  firstName: string
  lastName: string
  numen: Numen
  birthDate: BirthDate
  ballots: string[]
  /** Where the notice is handed out. */
  school?: string
  format?: NoticeFormat
}

/** Makes a voter out of a line of the roll, with the identifier to print on their notice. */
export function enrol(
  keys: KeysOf<'identifierKeys' | 'identityKeys'>,
  entry: RollEntry,
): { voter: Voter; identifier: Identifier } {
  const voterId = voterIdOf(keys, entry.email)
  const identifier = noticeIdentifier(keys, { voterId })
  const voter: Voter = {
    voterId,
    email: canonicalEmail(entry.email),
    firstName: entry.firstName,
    lastName: entry.lastName,
    ballots: entry.ballots,
    identityHash: hashIdentity(keys, voterId, entry),
    personId: personIdOf(keys, entry.numen),
    identifierHash: hashIdentifier(keys, voterId, identifier),
    reissueCount: 0,
    sessionEpoch: 0,
    ...(entry.school && { school: entry.school }),
    ...(entry.format && { noticeFormat: entry.format }),
  }
  return { voter, identifier }
}

/**
 * What is printed on a voter's last notice. It need not be valid any more.
 * @param versionId of the keys that made it; the current ones when absent
 */
export function noticeIdentifier(
  keys: KeysFor<'identifier'>,
  { voterId, noticeNumber }: Pick<Voter, 'voterId' | 'noticeNumber'>,
  versionId?: string,
): Identifier {
  const source = noticeNumber ? `notice-${noticeNumber}` : 'notice'
  return deriveIdentifier(keys, voterId, source, versionId)
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
export function noIdentifierHash(at: Date): string {
  return `${nobodys}${at.toISOString()}`
}

const nobodys = 'returned '

const isNobodys = (identifierHash: string) => identifierHash.startsWith(nobodys)
