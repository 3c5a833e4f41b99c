export const firewallWindowSeconds = 300

// The largest academy, a tenth of the country, may share one address. Of its 10,000 first sign-ins in 15 minutes,
// 7,037 come in the first five: arrivals decline as in `team/estimate/quotas.ts`. Each comment computes a need.
// The limit is 1.6 to 2.2 times that, and at most a quarter of what its routes accept, except for cached answers.
/** Requests that one address may make in five minutes; `perRouteRules` count each route separately. */
export const firewallLimits = {
  // One voter in ten requests a second link: 7,037 × 1.1 = 7,741.
  Links: 16_500,
  // 7,037 × 1.3 attempts, in the space and the booth together. Every other one needs a captcha to sign in: 13,722.
  SignIns: 27_500,
  // One in ten of those 4,574 captchas is played, in up to three byte ranges: 1,372.
  Sounds: 2930,
  // A tenth of 30,000 reissues an hour. Each is polled 36 times in 15 minutes, then 18: 21,278 in the busiest five.
  Follows: 45_000,
  // The first five minutes' 689 reissues lead to 758 previews, 345 withdrawals, 689 reports and 7 cancellations: 1,799.
  StopLinks: 4000,
  // `GET /api/voter` needs most: 7,037 × 3. The limit is a quarter of 450 a second, the lowest rate of its routes.
  Often: 33_750,
  // 704 booth captchas and 689 × 2 for reissue attempts: 2,082.
  Sometimes: 4500,
  // One voter in ten lists sessions: 704.
  Seldom: 1500,
  // 7,037 × 9 calls from link to space, and the polls of reissues: 84,600.
  Api: 172_000,
  // 7,037 voters whose empty browser caches load up to 24 files: 168,888.
  Pages: 360_000,
} as const

export type RateRuleName = keyof typeof firewallLimits

/** Rules that count each address and route separately. WAF lists blocked addresses of the other rules only. */
export const perRouteRules: readonly RateRuleName[] = ['Often', 'Sometimes', 'Seldom']
