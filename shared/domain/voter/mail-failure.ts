/** Why a mail did not reach its mailbox, or not in time. */
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

/** What last kept mails from an address. */
export interface MailFailure {
  /** The id that the address gives: one that was corrected since begins anew. */
  addressId: string
  why: MailFailureReason
  at: Date
  /** Nothing is mailed to that address any more. */
  final?: true
}
