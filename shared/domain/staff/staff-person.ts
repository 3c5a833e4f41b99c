import type { Staff, StaffRole } from '../election/election.ts'
import { withoutDomains } from '../ledger/intervention.ts'
import { canonicalEmail } from '../voter/voter.ts'

export interface StaffPerson {
  email: string
  role: StaffRole
}

/** Returns the ledger's name of a person, such as `agent/alix`. */
export const staffAuthor = ({ email, role }: StaffPerson): string =>
  `${role}/${withoutDomains(email)}`

export interface Claims {
  email?: string | undefined
  /** Absent if the provider does not say. */
  emailVerified?: boolean | undefined
}

interface Listed {
  people: readonly StaffPerson[]
}

/** Refuses addresses that are not ASCII: case folding would turn the Kelvin sign into a k, and so into somebody else. */
export function personAt({ people }: Listed, email: string): StaffPerson | undefined {
  if (!/^[\x21-\x7e]+$/.test(email)) return undefined
  return people.find((person) => canonicalEmail(person.email) === canonicalEmail(email))
}

/**
 * Returns the listed person that a provider identified. An unverified address is nobody's. An address about which the
 * provider says nothing counts only if the election's file says that it issues all of its addresses.
 */
export function personOf(
  staff: Listed & Pick<Staff, 'addresses'>,
  { email, emailVerified = staff.addresses === 'of-issuer' }: Claims,
): StaffPerson | undefined {
  return email !== undefined && emailVerified ? personAt(staff, email) : undefined
}
