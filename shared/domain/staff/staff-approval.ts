import { type Approval, nameOf } from '../approval.ts'
import type { Voter } from '../voter/voter.ts'
import { type StaffPerson, staffAuthor } from './staff-person.ts'

export type ApprovalReference = Pick<Approval, 'approvalKey' | 'requester' | 'approvalId'>

export const mayApprove = (
  person: StaffPerson,
  { requester }: Pick<Approval, 'requester'>,
): boolean => person.role === 'supervisor' && requesterOf(person) !== requester

export const requesterOf = (person: StaffPerson): string => nameOf(staffAuthor(person))

const accountStateNames = [
  'addressId',
  'identityHash',
  'noticeNumber',
  'passwordRenewedAt',
  'passwordSetAt',
  'repairedAt',
] as const satisfies readonly (keyof Voter)[]

export const accountState = (voter: Voter): string[] =>
  accountStateNames.map((name) => {
    const value = voter[name]
    return value instanceof Date ? value.toISOString() : String(value ?? '')
  })
