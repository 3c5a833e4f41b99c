export const firewallWindowSeconds = 300

// A whole academy can come from one address. The largest is taken for a tenth of the country: 10,000 of the
// 100,000 first connections of the first quarter of an hour, half of them in its busiest five minutes, 5,000.
// Each limit is three times what these need, so that no hurry of voters reaches it. It stops one machine, and
// no more: what comes from thousands of addresses is left to the gateway's throttles.
/** Requests from one address in any five minutes. */
export const firewallLimits = {
  // 5,000 × 1.1: one in ten asks again.
  Links: 16_500,
  // 5,000 × 1.3 tries.
  SignIns: 19_500,
  // A tenth of 30,000 an hour is 250 in five minutes; × 3 in the busiest, × 2 tries.
  Reissues: 4500,
  // 5,000 × 0.25 new browsers that need one, 500 in the booth, 250 requests × 3 × 2: a route takes 125 a second of all.
  Codes: 9750,
  // One in ten of those 3,250 is listened to, in up to three ranges of bytes.
  Sounds: 2930,
  // 5,000 × 9 calls (link, its wait and its preview, password, sign-in, space), and 250 reissues followed 36 times.
  Api: 162_000,
  // 5,000 × 24 files, when no browser has any of them yet.
  Pages: 360_000,
} as const
