export type MailFailureReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'refused'
  /** The mail server kept it back: the address refused before, or its owner complained. */
  | 'suppressed'
  | 'complaint'
  | 'full'
  | 'slow'
  | 'unclear'

export interface MailFailure {
  /** The id that the address gives: one that was corrected since begins anew. */
  addressId: string
  why: MailFailureReason
  at: ElectionInstant
  /** Nothing is mailed to that address any more. */
  final?: true
}

/** What one mail came to: the mail server tells it seconds or hours after it took the mail. */
export interface FailedMail extends MailFailure {
  mailedAt: ElectionInstant
}

export interface FailedMails {
  /**
   * Notes it of the voter. What is final of an address stays, and of what is not the latest.
   * @returns whether it changed anything: not when the address is another by now, or was cleared since
   */
  record(voterId: string, failed: FailedMail): Promise<boolean>
  /** The service writes to the address again of which this was found. What becomes of mails of before counts no more. */
  clear(voterId: string, found: Pick<MailFailure, 'addressId'>, at: ElectionInstant): Promise<void>
}
