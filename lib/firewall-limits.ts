export const firewallWindowSeconds = 300

// The largest academy, a tenth of the country, may share one address: 10,000 first connections in 15 minutes, 5,000 of
// them in the busiest five. Each limit is two to three times its need, and at most a quarter of what its routes accept.
/** Requests from one address in five minutes. WAF accepts ten such rules per web ACL. */
export const firewallLimits = {
  // 5,000 × 1.1: one voter in ten requests a second link.
  Links: 16_500,
  // 5,000 × 1.3 attempts, in the space and the booth together.
  SignIns: 19_500,
  // One in ten of 3,250 security codes is played, in up to three byte ranges.
  Sounds: 2930,
  // A tenth of 30,000 reissues an hour is 250 in five minutes, each polled 36 times.
  Follows: 27_000,
  // 250 × 3 reissues in the busiest minutes: 825 stop links previewed, 375 withdrawals, 750 not received, 8 cancelled.
  StopLinks: 4000,
  // `GET /api/voter` needs most, 5,000 × 3. `PUT /api/account/password` accepts 450 a second.
  Often: 33_750,
  // 500 security codes in the booth, and 250 reissues × 3 × 2 attempts. At most 200 staff poll ten times.
  Sometimes: 4500,
  // One voter in ten who signs in: 500.
  Seldom: 1500,
  // 5,000 × 9 calls (link, its wait and its preview, password, sign-in, space), and 250 reissues polled 36 times.
  Api: 162_000,
  // 5,000 × 24 files for empty browser caches.
  Pages: 360_000,
} as const

export type RateRuleName = keyof typeof firewallLimits

/** Rules that count each route separately; WAF does not list the addresses that they block. */
export const perRouteRules: readonly RateRuleName[] = ['Often', 'Sometimes', 'Seldom']
