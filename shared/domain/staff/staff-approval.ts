import { type Approval, personIn } from '../approval.ts'
import type { Voter } from '../voter/voter.ts'
import { type StaffPerson, staffAuthor } from './staff-person.ts'

/** Identifies one request, and not one that replaced it. */
export type ApprovalReference = Pick<Approval, 'approvalKey' | 'requester' | 'approvalId'>

/** A supervisor may approve, unless they asked. Two people of one name count as one: the ledger has names alone. */
export const mayApprove = (
  person: StaffPerson,
  { requester }: Pick<Approval, 'requester'>,
): boolean => person.role === 'supervisor' && requesterOf(person) !== requester

export const requesterOf = (person: StaffPerson): string => personIn(staffAuthor(person))

const stateNames = [
  'addressId',
  'identityHash',
  'noticeNumber',
  'passwordRenewedAt',
  'passwordSetAt',
  'repairedAt',
] as const satisfies readonly (keyof Voter)[]

/** The state that staff's help rests on: a newer password, address, identity, notice or repair voids an approval. */
export const accountState = (voter: Voter): string[] =>
  stateNames.map((name) => {
    const value = voter[name]
    return value instanceof Date ? value.toISOString() : String(value ?? '')
  })
