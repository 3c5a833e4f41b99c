import type { ApprovalUse } from '../approval.ts'
import type { ElectionMode } from '../election-mode.ts'
import type { Voter } from '../voter/voter.ts'
import type { RollOperation } from './roll-operation.ts'

/** The roll is sealed, and changes no more: nothing was written. */
export class RollSealedError extends Error {
  override name = 'RollSealedError'
}

/** What stands in the tables is of a rehearsal, and this is the vote, or the other way round: nothing was written. */
export class OtherRollError extends Error {
  override name = 'OtherRollError'
  readonly standing: ElectionMode

  constructor(standing: ElectionMode) {
    super(`The roll is of a ${standing}`)
    this.standing = standing
  }
}

export interface VoterChanges {
  set: Partial<
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
      /** Instant of a repair by the election's clock, which its delay uses; defaults to the correction's. */
      | 'repairedAt'
    >
  >
}

export interface ReturnedNotices {
  /** Kills the identifier of a notice, unless another took its place meanwhile: of a sealed roll, too. */
  returnNotice(
    voter: Pick<Voter, 'voterId' | 'identifierHash'>,
    at: WallInstant,
  ): Promise<'returned' | 'changed-meanwhile'>
  /**
   * Of a notice whose identifier an SMS replaced: that one does not come back, should SNS not have sent the SMS. Of a
   * sealed roll, too.
   */
  returnReplacedNotice(
    voter: Pick<Voter, 'voterId' | 'formerIdentifierHash'>,
    at: WallInstant,
  ): Promise<'replaced-already' | 'changed-meanwhile'>
}

export interface RollRepairs {
  /**
   * Corrects a voter of a sealed roll, in the transaction that uses the approval of two people. No identifier can be
   * asked for online for some time then.
   * @returns `not-approved` if the approval was used, or is another by now
   */
  repair(
    voter: Voter,
    changes: VoterChanges,
    at: WallInstant,
    use: ApprovalUse,
  ): Promise<Awaited<ReturnType<Roll['correct']>> | 'not-approved'>
}

/** The roll, as the election team changes it. What changes it rejects with `RollSealedError` once it is sealed. */
export interface Roll extends ReturnedNotices {
  /** @returns by the ids that were asked, those removed too; at most 100 ids */
  findMany(voterIds: string[]): Promise<Map<string, Voter>>
  /** @returns the voters that these persons are on the roll, by the persons' ids; at most 100 ids */
  findPersons(personIds: string[]): Promise<Map<string, string>>
  /**
   * @param voters at most 49
   * @returns the ids of those who were not written: `standing`, who stood there already, and `personTaken`, whose
   * person is another voter
   */
  enrolMany(voters: Voter[]): Promise<{ standing: string[]; personTaken: string[] }>
  /**
   * Writes what a correction changes. A new address ends what the old one opened: password, sessions and
   * links. One who had been removed is on the roll again, with the identifier and the counts they had.
   * @returns `address-taken` when the new address is another voter's, `person-taken` when the NUMEN is
   */
  correct(
    voter: Voter,
    changes: VoterChanges,
    at: WallInstant,
  ): Promise<'corrected' | 'changed-meanwhile' | 'address-taken' | 'person-taken'>
  /**
   * In one transaction the voter is off the roll, sessions and links end, and the request under way is
   * cancelled and given back.
   */
  remove(voter: Voter, at: WallInstant): Promise<'removed' | 'sms-leaving' | 'changed-meanwhile'>
  renewNotice(voter: Voter, renewed: Voter): Promise<'renewed' | 'changed-meanwhile'>
  /** All voters whose last notice one of these operations made, in no order. */
  withNoticesOf(operationIds: string[]): AsyncIterable<Voter>
  /** Everyone on the roll, in no order. */
  everyone(): AsyncIterable<Voter>
  /** Those on the roll of whom a mail did not arrive, or late, in no order. */
  withFailedMails(): AsyncIterable<Voter>
}

export interface RollOperations {
  /** Lets one operation work at a time. @returns until when another holds the roll */
  lock(
    operationId: string,
    now: WallInstant,
    until: WallInstant,
  ): Promise<'locked' | { heldUntil: WallInstant }>
  unlock(operationId: string): Promise<void>
  /** Before its first write. */
  begin(operation: RollOperation): Promise<void>
  end(
    operationId: string,
    end: Omit<RollOperation, 'operationId' | 'kind' | 'startedAt'>,
  ): Promise<void>
  /** All of them, the oldest first. */
  all(): Promise<RollOperation[]>
}
