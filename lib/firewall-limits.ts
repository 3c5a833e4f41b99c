export const firewallWindowSeconds = 300

// A whole academy can come from one address. The largest is a tenth of the country: 10,000 of the 100,000 first
// connections of the first quarter of an hour, half of them in its busiest five minutes, 5,000. Each limit is two or three
// times what these need, and at most a quarter of what each of its routes takes of everybody. What comes from thousands of
// addresses is left to the gateway's throttles. WAF takes ten such rules of one web ACL.
/** Requests from one address in any five minutes. */
export const firewallLimits = {
  // 5,000 × 1.1: one in ten asks again.
  Links: 16_500,
  // 5,000 × 1.3 tries, in the space and in the booth together.
  SignIns: 19_500,
  // One in ten of 3,250 security codes is listened to, in up to three ranges of bytes.
  Sounds: 2930,
  // A tenth of 30,000 requests an hour is 250 in five minutes, each followed 36 times.
  Follows: 27_000,
  // 250 × 3 in the busiest: their stop links, opened by a program that reads e-mails and by one voter in ten, 825;
  // withdrawn 375, not received 750, cancelled 8.
  StopLinks: 4000,
  // GET /api/voter, 5,000 × 3, is the most; PUT /api/account/password takes 450 a second.
  Often: 33_750,
  // 500 security codes in the booth, and 250 requests × 3 × 2 tries. 200 staff look ten times at most.
  Sometimes: 4500,
  // One voter in ten who comes in, 500.
  Seldom: 1500,
  // 5,000 × 9 calls (link, its wait and its preview, password, sign-in, space), and 250 reissues followed 36 times.
  Api: 162_000,
  // 5,000 × 24 files, when no browser has any of them yet.
  Pages: 360_000,
} as const

export type RateRuleName = keyof typeof firewallLimits

/** These count each route by itself; WAF does not tell which addresses such a rule stops. */
export const countedByRoute: readonly RateRuleName[] = ['Often', 'Sometimes', 'Seldom']
