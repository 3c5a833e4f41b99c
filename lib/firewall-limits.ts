export const firewallWindowSeconds = 300

// The largest academy, a tenth of the country, may share one address: 10,000 first connections in 15 minutes, 5,000 of
// them in the busiest five. Each comment computes a need; the limit is some two to three times that. It is at most a
// quarter of what its routes accept, except for cached answers. WAF accepts ten rate-based rules per web ACL.
/** Requests that one address may make in five minutes; under `perRouteRules`, to each route. */
export const firewallLimits = {
  // One voter in ten requests a second link: 5,000 × 1.1, 5,500.
  Links: 16_500,
  // 5,000 × 1.3 attempts, in the space and the booth together: 6,500.
  SignIns: 19_500,
  // One in ten of 3,250 captchas is played, in up to three byte ranges: 975.
  Sounds: 2930,
  // A tenth of 30,000 reissues an hour is 250 in five minutes, each polled 36 times: 9,000.
  Follows: 27_000,
  // 250 × 3 reissues lead to 825 previews, 375 withdrawals, 750 reports of a missing SMS and 8 cancellations: 1,958.
  StopLinks: 4000,
  // `GET /api/voter` needs most: 5,000 × 3. The limit is a quarter of 450 a second, the lowest rate of its routes.
  Often: 33_750,
  // 500 booth captchas and 250 × 3 × 2 reissue attempts: 2,000, as many as 200 staff × 10 polls.
  Sometimes: 4500,
  // One voter in ten: 500.
  Seldom: 1500,
  // 5,000 × 9 calls from link to space, and 250 reissues polled 36 times: 54,000.
  Api: 162_000,
  // 5,000 × 24 files for empty browser caches: 120,000.
  Pages: 360_000,
} as const

export type RateRuleName = keyof typeof firewallLimits

/** WAF cannot list the addresses that these rules block. */
export const perRouteRules: readonly RateRuleName[] = ['Often', 'Sometimes', 'Seldom']
