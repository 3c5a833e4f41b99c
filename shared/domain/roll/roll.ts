import type { PhoneOutcome } from '../account/phone-registration.ts'
import type { ApprovalUse } from '../approval.ts'
import type { ElectionMode } from '../election-mode.ts'
import type { PhoneUse } from '../reissue/reissue-rules.ts'
import type { KnownPhone, Voter } from '../voter/voter.ts'
import type { RollOperation } from './roll-operation.ts'

export class RollSealedError extends Error {
  override name = 'RollSealedError'
}

export class RollModeError extends Error {
  override name = 'RollModeError'
  readonly mode: ElectionMode

  constructor(mode: ElectionMode) {
    super(`The roll belongs to a ${mode}`)
    this.mode = mode
  }
}

export type VoterChanges = Partial<
  Pick<
    Voter,
    | 'email'
    | 'addressId'
    | 'firstName'
    | 'lastName'
    | 'ballots'
    | 'identityHash'
    | 'personId'
    | 'school'
    | 'noticeFormat'
    | 'repairedAt'
  >
>

export interface ReturnedNotices {
  returnNotice(
    notice: { voterId: string; printed: string; isReplaced: boolean },
    at: WallInstant,
  ): Promise<'returned' | 'replaced-already' | 'changed-meanwhile'>
}

export interface RollRepairs {
  repair(
    voter: Voter,
    changes: VoterChanges,
    at: WallInstant,
    approval: ApprovalUse,
  ): Promise<CorrectionOutcome | 'not-approved'>
}

export type CorrectionOutcome = 'corrected' | 'changed-meanwhile' | 'address-taken' | 'person-taken'

export type EnrolmentRefusal = 'existing' | 'person-taken'

/** All changes except returned notices throw `RollSealedError` once the roll is sealed. */
export interface Roll extends ReturnedNotices {
  /** Keyed by requested id; includes removed voters. */
  findMany(voterIds: string[]): Promise<Map<string, Voter>>
  findPersons(personIds: string[]): Promise<Map<string, string>>
  /** Takes at most 49 voters, since a transaction holds 100 items. Returns refusals by voter id. */
  enrolMany(voters: Voter[]): Promise<Map<string, EnrolmentRefusal>>
  correct(voter: Voter, changes: VoterChanges, at: WallInstant): Promise<CorrectionOutcome>
  findPhones(phoneHashes: string[]): Promise<Map<string, PhoneUse>>
  setPhone(voter: Voter, knownPhone: KnownPhone): Promise<PhoneOutcome>
  remove(voter: Voter, at: WallInstant): Promise<'removed' | 'sms-leaving' | 'changed-meanwhile'>
  renewNotice(voter: Voter, renewedVoter: Voter): Promise<'renewed' | 'changed-meanwhile'>
  noticeHolders(operationIds: string[]): AsyncIterable<Voter>
  allVoters(): AsyncIterable<Voter>
  /** Includes voters whose mail was only delayed. */
  votersWithFailedMails(): AsyncIterable<Voter>
}

export interface RollOperations {
  lock(
    operationId: string,
    now: WallInstant,
    until: WallInstant,
  ): Promise<'locked' | { heldUntil: WallInstant }>
  unlock(operationId: string): Promise<void>
  begin(operation: RollOperation): Promise<void>
  end(
    operationId: string,
    end: Omit<RollOperation, 'operationId' | 'kind' | 'startedAt'>,
  ): Promise<void>
  list(): Promise<RollOperation[]>
}
