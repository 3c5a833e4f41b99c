import { type SealedPhone, sealKnownPhone } from '../account/phone-registration.ts'
import type { KeysOf } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import { hashIdentifier } from '../voter/identifier-derivation.ts'
import { hashIdentity, personIdOf, type Voter, voterIdOf } from '../voter/voter.ts'
import { type Enrolment, enrolmentOf, type Identity } from './enrolment.ts'
import { type Notice, noticeIdentifier } from './notice.ts'

export type KeyedIdentity = Pick<Voter, 'identityHash' | 'personId'>

/** Results are in the order of the input array. */
export interface KeyedValues {
  voterIds(emails: readonly string[]): Promise<string[]>
  enrolments(entries: readonly (Identity & { email: string })[]): Promise<Enrolment[]>
  identities(people: readonly (Identity & Pick<Voter, 'voterId'>)[]): Promise<KeyedIdentity[]>
  identifierHashes(notices: readonly Notice[]): Promise<string[]>
  sealedPhones(phones: readonly { voterId: string; phone: Phone }[]): Promise<SealedPhone[]>
}

export function keyedValues(keys: KeysOf<'identifierKeys' | 'identityKeys'>): KeyedValues {
  return {
    ...keyedIdentities(keys),
    enrolments: async (entries) => entries.map((entry) => enrolmentOf(keys, entry)),
    identifierHashes: async (notices) =>
      notices.map((notice) => hashIdentifier(keys, notice.voterId, noticeIdentifier(keys, notice))),
    sealedPhones: async (phones) =>
      phones.map(({ voterId, phone }) => sealKnownPhone(keys, voterId, phone)),
  }
}

export function keyedIdentities(
  keys: KeysOf<'identityKeys'>,
): Pick<KeyedValues, 'voterIds' | 'identities'> {
  return {
    voterIds: async (emails) => emails.map((email) => voterIdOf(keys, email)),
    identities: async (people) =>
      people.map(({ voterId, ...identity }) => ({
        identityHash: hashIdentity(keys, voterId, identity),
        personId: personIdOf(keys, identity.numen),
      })),
  }
}

export async function voterIdOfAddress(
  values: Pick<KeyedValues, 'voterIds'>,
  email: string,
): Promise<string> {
  const [voterId] = await values.voterIds([email])
  return voterId as string
}
