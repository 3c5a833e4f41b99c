/** An address to which the account's mails go no more, although the mail server takes them. */
export interface SuppressedAddress {
  /** As the mail server spells it. */
  email: string
  reason: 'bounce' | 'complaint'
  since: Date
}

/** The addresses that the account writes to no more. */
export interface SuppressionList {
  /** In no order, by pages of some size. */
  pages(): AsyncIterable<SuppressedAddress[]>
  /** Takes one off the list, if it is on it. */
  remove(address: SuppressedAddress): Promise<void>
}
