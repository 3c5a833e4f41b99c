export type MailFailureReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'refused'
  /** SES did not send it after an earlier bounce or complaint. */
  | 'suppressed'
  | 'complaint'
  | 'full'
  | 'slow'
  | 'unclear'

export interface MailFailure {
  /** Id of the address, so that a corrected one starts afresh. */
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
  /** A final failure stays; otherwise the latest does. @returns false if nothing changed, as after a correction */
  record(voterId: string, failed: FailedMail): Promise<boolean>
  /** Allows mail to the address again. Failures of earlier mails no longer count. */
  clear(voterId: string, found: Pick<MailFailure, 'addressId'>, at: ElectionInstant): Promise<void>
}
