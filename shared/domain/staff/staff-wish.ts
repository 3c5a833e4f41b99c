import { type KeysFor, keyedHash } from '../keys.ts'
import type { Correction } from '../roll/correction.ts'
import type { RepairKind, StaffAction } from '../staff-action.ts'
import { addressEpoch, type Voter } from '../voter/voter.ts'

/** What one of the staff asks for that takes another to agree. */
export interface StaffWish {
  action: StaffAction
  reason: string
  /** Of the staff. */
  email: string
  /** The intervention that tells it. */
  interventionId: string
  /** Of the voter's last notice then: a wish to print another serves for that one alone. */
  noticeNumber?: number
  /** Of a correction. */
  repair?: RepairWish
}

/** What one of the staff typed, which another types again. */
export interface SaidRepair {
  corrects: RepairKind
  correction: Pick<Correction, 'numen' | 'birthDate' | 'newEmail'>
}

/** What is kept of it until then: none of what was typed. */
export interface RepairWish {
  corrects: RepairKind
  /** Keyed hash of whose it is and what was typed. */
  asked: string
  /** What the tables had in its place, a keyed hash too. */
  was: string
}

export function repairWish(
  keys: KeysFor<'identity'>,
  voter: Voter,
  { corrects, correction }: SaidRepair,
): RepairWish {
  const { numen = '', birthDate = '', newEmail = '' } = correction
  const said = [numen, birthDate, newEmail]
  const asked = keyedHash(keys.identity, 'repair', voter.voterId, corrects, ...said)
  return { corrects, asked, was: standing(voter, corrects) }
}

/** Whether it is still to be agreed to: what it would correct is as it was. */
export function isStanding({ corrects, was }: RepairWish, voter: Voter): boolean {
  return standing(voter, corrects) === was
}

const standing = (voter: Voter, corrects: RepairKind) =>
  corrects === 'identity' ? voter.identityHash : addressEpoch(voter).voterId
