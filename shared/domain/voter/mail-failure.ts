export type MailFailureReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'refused'
  /** SES did not send it: the address refused before, or its owner complained. */
  | 'suppressed'
  | 'complaint'
  | 'full'
  | 'slow'
  | 'unclear'

export interface MailFailure {
  /** The address's own id, so a corrected address begins anew. */
  addressId: string
  why: MailFailureReason
  at: ElectionInstant
  /** Nothing more is mailed to that address. */
  final?: true
}

export interface FailedMail extends MailFailure {
  mailedAt: ElectionInstant
}

export interface FailedMails {
  /**
   * Notes a failure: a final one stays, of the others the latest does.
   * @returns false if nothing changed, as when the address was corrected or cleared since
   */
  record(voterId: string, failed: FailedMail): Promise<boolean>
  /** Lets the service write to the address again. Failures of earlier mails no longer count. */
  clear(voterId: string, found: Pick<MailFailure, 'addressId'>, at: ElectionInstant): Promise<void>
}
