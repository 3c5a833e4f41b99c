import { withoutDomains } from '../ledger/intervention.ts'
import { canonicalEmail } from '../voter/voter.ts'
import type { StaffPerson } from './staff-person.ts'
import type { StaffWish } from './staff-wish.ts'

/** To what another of the staff asks for: a supervisor may. The ledger would not tell apart two of one name. */
export function mayAgree(person: StaffPerson, wish: StaffWish): boolean {
  return person.role === 'supervisor' && !isBySame(person, wish)
}

export const isBySame = ({ email }: StaffPerson, wish: StaffWish): boolean =>
  nameOf(email) === nameOf(wish.email)

const nameOf = (email: string) => withoutDomains(canonicalEmail(email))
