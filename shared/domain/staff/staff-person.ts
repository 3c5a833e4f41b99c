import type { Staff, StaffRole } from '../election/election.ts'
import { removeDomains } from '../ledger/intervention.ts'
import { canonicalEmail } from '../voter/voter.ts'

export interface StaffPerson {
  email: string
  role: StaffRole
}

export const staffAuthor = ({ email, role }: StaffPerson): string =>
  `${role}/${removeDomains(email)}`

export interface Claims {
  email?: string | undefined
  emailVerified?: boolean | undefined
}

interface StaffList {
  people: readonly StaffPerson[]
}

/** Accepts ASCII only: `canonicalEmail` turns the Kelvin sign into a k, so another person's address would match. */
export function findPerson({ people }: StaffList, email: string): StaffPerson | undefined {
  if (!/^[\x21-\x7e]+$/.test(email)) return undefined
  return people.find((person) => canonicalEmail(person.email) === canonicalEmail(email))
}

export function identifyPerson(
  staff: StaffList & Pick<Staff, 'addresses'>,
  { email, emailVerified = staff.addresses === 'of-issuer' }: Claims,
): StaffPerson | undefined {
  return email !== undefined && emailVerified ? findPerson(staff, email) : undefined
}
