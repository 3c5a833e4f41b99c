import type { KeysOf } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import type { Identifier } from '../voter/identifier.ts'
import { hashIdentifier } from '../voter/identifier-derivation.ts'
import type { BirthDate, Numen } from '../voter/identity.ts'
import {
  canonicalEmail,
  hashIdentity,
  type NoticeFormat,
  personIdOf,
  type Voter,
  voterIdOf,
} from '../voter/voter.ts'
import { noticeIdentifier } from './notice.ts'

export interface RollEntry {
  email: string
  firstName: string
  lastName: string
  numen: Numen
  birthDate: BirthDate
  ballots: string[]
  school?: string
  format?: NoticeFormat
  phone?: Phone
  /** `YYYY-MM-DD`; present if `phone` is. */
  phoneRequestedOn?: string
}

export interface Identity {
  numen: string
  birthDate: string
}

export type Enrolment = Pick<Voter, 'voterId' | 'identityHash' | 'personId' | 'identifierHash'>

export function enrolmentOf(
  keys: KeysOf<'identifierKeys' | 'identityKeys'>,
  { email, numen, birthDate }: Identity & { email: string },
): Enrolment {
  const voterId = voterIdOf(keys, email)
  return {
    voterId,
    identityHash: hashIdentity(keys, voterId, { numen, birthDate }),
    personId: personIdOf(keys, numen),
    identifierHash: hashIdentifier(keys, voterId, noticeIdentifier(keys, { voterId })),
  }
}

export function newVoter(
  enrolment: Enrolment,
  { email, firstName, lastName, ballots, school, format }: Omit<RollEntry, 'numen' | 'birthDate'>,
): Voter {
  return {
    ...enrolment,
    email: canonicalEmail(email),
    firstName,
    lastName,
    ballots,
    reissueCount: 0,
    sessionEpoch: 0,
    ...(school && { school }),
    ...(format && { noticeFormat: format }),
  }
}

export function enrol(
  keys: KeysOf<'identifierKeys' | 'identityKeys'>,
  entry: RollEntry,
): { voter: Voter; identifier: Identifier } {
  const enrolment = enrolmentOf(keys, entry)
  return { voter: newVoter(enrolment, entry), identifier: noticeIdentifier(keys, enrolment) }
}
