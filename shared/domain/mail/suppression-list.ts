/** An address that SES mails no more. */
export interface SuppressedAddress {
  email: string
  reason: 'bounce' | 'complaint'
  since: Date
}

export interface SuppressionList {
  /** In no order. */
  pages(): AsyncIterable<SuppressedAddress[]>
  remove(address: SuppressedAddress): Promise<void>
}
