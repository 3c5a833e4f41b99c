import { type Approval, personIn } from '../approval.ts'
import type { Voter } from '../voter/voter.ts'
import { type StaffPerson, staffAuthor } from './staff-person.ts'

/** Names one request, and none that took its place. */
export type ApprovalReference = Pick<Approval, 'approvalKey' | 'requester' | 'approvalId'>

/** A supervisor may approve, unless they asked. The ledger would not tell apart two of one name. */
export const mayApprove = (
  person: StaffPerson,
  { requester }: Pick<Approval, 'requester'>,
): boolean => person.role === 'supervisor' && requesterOf(person) !== requester

/** Returns the name that approvals use. */
export const requesterOf = (person: StaffPerson): string => personIn(staffAuthor(person))

const stateNames = [
  'addressId',
  'identityHash',
  'noticeNumber',
  'passwordRenewedAt',
  'passwordSetAt',
  'repairedAt',
] as const satisfies readonly (keyof Voter)[]

/** The state of an account that staff's help rests on: a newer password, address, notice or repair ends it. */
export const accountState = (voter: Voter): string[] =>
  stateNames.map((name) => {
    const value = voter[name]
    return value instanceof Date ? value.toISOString() : String(value ?? '')
  })
