/** What befell an account, for its voter to be told of. */
export type AccountNews =
  | { news: 'password-set'; voterId: string; at: Date }
  | { news: 'both-factors-lost'; voterId: string; at: Date }
