import type { BirthDate } from './birth-date.ts'
import type { Identifier } from './identifier.ts'
import { deriveIdentifier, hashIdentifier } from './identifier-derivation.ts'
import type { Keys } from './keys.ts'
import type { Numen } from './numen.ts'
import { canonicalEmail, hashIdentity, type Voter, voterIdOf } from './voter.ts'

export interface RollEntry {
  email: string
  firstName: string
  lastName: string
  numen: Numen
  birthDate: BirthDate
  ballots: string[]
}

/** Makes a voter out of a line of the roll, with the identifier to print on their notice. */
export function enrol(keys: Keys, entry: RollEntry): { voter: Voter; identifier: Identifier } {
  const voterId = voterIdOf(keys, entry.email)
  const identifier = deriveIdentifier(keys, voterId, 'notice')
  const voter: Voter = {
    voterId,
    email: canonicalEmail(entry.email),
    firstName: entry.firstName,
    lastName: entry.lastName,
    ballots: entry.ballots,
    identityHash: hashIdentity(keys, voterId, entry),
    identifierHash: hashIdentifier(keys, voterId, identifier),
    reissueCount: 0,
    sessionEpoch: 0,
  }
  return { voter, identifier }
}
