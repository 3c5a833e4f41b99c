export interface SuppressedAddress {
  email: string
  reason: 'bounce' | 'complaint'
  since: Date
}

export interface SuppressionList {
  pages(): AsyncIterable<SuppressedAddress[]>
  remove(address: SuppressedAddress): Promise<void>
}
