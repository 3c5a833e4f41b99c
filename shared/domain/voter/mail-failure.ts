/** Why a mail did not reach its mailbox, or not in time. */
export const mailFailureReasons = [
  'unknown-address',
  'unknown-domain',
  'refused',
  /** The mail server kept it back: the address refused before, or its owner complained. */
  'suppressed',
  'complaint',
  'full',
  'slow',
  'unclear',
] as const

/** What last kept mails from an address. */
export interface MailFailure {
  /** The id that the address gives: one that was corrected since begins anew. */
  addressId: string
  why: (typeof mailFailureReasons)[number]
  at: Date
  /** Nothing is mailed to that address any more. */
  final?: true
}
