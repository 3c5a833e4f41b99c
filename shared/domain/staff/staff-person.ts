import type { Staff, StaffRole } from '../election/election-staff.ts'
import { withoutDomains } from '../ledger/intervention.ts'
import { canonicalEmail } from '../voter/voter.ts'

export interface StaffPerson {
  email: string
  role: StaffRole
}

/** As the ledger names them: `agent/alix`. */
export const staffAuthor = ({ email, role }: StaffPerson): string =>
  `${role}/${withoutDomains(email)}`

export interface Claims {
  email?: string | undefined
  /** Absent when the provider says nothing of it. */
  emailVerified?: boolean | undefined
}

interface Listed {
  people: readonly StaffPerson[]
}

/**
 * Returns whom the file names at this address; undefined for everybody else. The file's addresses are ASCII, and letters
 * that only become so when they are folded, as the Kelvin sign does, are another's.
 */
export function personAt({ people }: Listed, email: string): StaffPerson | undefined {
  if (!/^[\x21-\x7e]+$/.test(email)) return undefined
  return people.find((person) => canonicalEmail(person.email) === canonicalEmail(email))
}

/**
 * Whom a provider speaks of. An address that it calls unverified is nobody's, whatever the file says; one of which it
 * says nothing counts only where the file says that all of its addresses are its own people's.
 */
export function personOf(
  staff: Listed & Pick<Staff, 'addresses'>,
  { email, emailVerified = staff.addresses === 'of-issuer' }: Claims,
): StaffPerson | undefined {
  return email !== undefined && emailVerified ? personAt(staff, email) : undefined
}
