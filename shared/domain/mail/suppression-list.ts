/** An address to which the account's mails go no more, although the mail server takes them. */
export interface SuppressedAddress {
  /** As the mail server spells it. */
  email: string
  reason: 'bounce' | 'complaint'
  since: Date
}

export interface SuppressionList {
  /** In no order, by pages of some size. */
  pages(): AsyncIterable<SuppressedAddress[]>
  remove(address: SuppressedAddress): Promise<void>
}
