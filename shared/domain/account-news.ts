export const accountNews = [
  'password-set',
  'both-factors-lost',
  'identity-refused',
  'roll-corrected',
  'roll-removed',
  'notice-returned',
  'notice-renewed',
] as const

/** What befell an account, for its voter to be told of. */
export interface AccountNews {
  news: (typeof accountNews)[number]
  voterId: string
  at: Date
}
