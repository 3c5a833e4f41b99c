import type { ApprovalUse } from '../approval.ts'
import type { ElectionMode } from '../election-mode.ts'
import type { Voter } from '../voter/voter.ts'
import type { RollOperation } from './roll-operation.ts'

/** Nothing was written, since the roll is sealed. */
export class RollSealedError extends Error {
  override name = 'RollSealedError'
}

/** Nothing was written, since the tables hold a rehearsal's roll and this is the vote, or the contrary. */
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
  /** Invalidates the identifier of a notice, on a sealed roll too, unless another replaced it meanwhile. */
  returnNotice(
    voter: Pick<Voter, 'voterId' | 'identifierHash'>,
    at: WallInstant,
  ): Promise<'returned' | 'changed-meanwhile'>
  /** The same for a notice that an SMS replaced: its identifier does not come back if SNS did not send the SMS. */
  returnReplacedNotice(
    voter: Pick<Voter, 'voterId' | 'formerIdentifierHash'>,
    at: WallInstant,
  ): Promise<'replaced-already' | 'changed-meanwhile'>
}

export interface RollRepairs {
  /**
   * Corrects a voter of a sealed roll in the transaction that uses the approval. Online requests are refused for a time
   * afterwards.
   * @returns `not-approved` if the approval was used or replaced
   */
  repair(
    voter: Voter,
    changes: VoterChanges,
    at: WallInstant,
    use: ApprovalUse,
  ): Promise<Awaited<ReturnType<Roll['correct']>> | 'not-approved'>
}

/** Every change but a returned notice throws `RollSealedError` once the roll is sealed. */
export interface Roll extends ReturnedNotices {
  /** @param voterIds at most 100 @returns voters by the ids given, removed ones too */
  findMany(voterIds: string[]): Promise<Map<string, Voter>>
  /** @param personIds at most 100 @returns ids of voters by person */
  findPersons(personIds: string[]): Promise<Map<string, string>>
  /**
   * @param voters at most 49
   * @returns ids of those not written: on the roll already, or whose person is another voter
   */
  enrolMany(voters: Voter[]): Promise<{ standing: string[]; personTaken: string[] }>
  /**
   * A new address ends what the former one opened: password, sessions and links. A removed voter is on the roll again,
   * with identifier and counts as before.
   * @returns `address-taken` or `person-taken` when address or NUMEN is another voter's
   */
  correct(
    voter: Voter,
    changes: VoterChanges,
    at: WallInstant,
  ): Promise<'corrected' | 'changed-meanwhile' | 'address-taken' | 'person-taken'>
  /** In one transaction: also ends sessions and links, cancels the pending request and gives it back. */
  remove(voter: Voter, at: WallInstant): Promise<'removed' | 'sms-leaving' | 'changed-meanwhile'>
  renewNotice(voter: Voter, renewed: Voter): Promise<'renewed' | 'changed-meanwhile'>
  /** Voters whose last notice one of these operations made. */
  withNoticesOf(operationIds: string[]): AsyncIterable<Voter>
  everyone(): AsyncIterable<Voter>
  /** Voters on the roll with a mail that failed or was late. */
  withFailedMails(): AsyncIterable<Voter>
}

export interface RollOperations {
  /** @returns until when another operation holds the lock */
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
  /** The oldest first. */
  all(): Promise<RollOperation[]>
}
