import type { Usage } from './prices.ts'

/**
 * Units that 1,000 voters use in each journey. Assumes three rejected sign-ins, requests and booth entries per ten
 * accepted, a captcha at every fourth sign-in, and that Lambda takes 5 ms per run, 10 ms per round trip, 30 ms per
 * password and 120 ms per SMS.
 */
export const journeys = {
  reissue: {
    mails: 2000,
    dynamoWrites: 81_550,
    dynamoReads: 87_850,
    siteRequests: 44_250,
    siteBytes: 108_100_000,
    firewallRequests: 44_250,
    apiCalls: 30_250,
    lambdaRequests: 35_250,
    lambdaSeconds: 932,
    sqsRequests: 12_000,
    topicMessages: 1000,
    logBytes: 14_700_000,
  },
  /** One voter in ten requests a second link, and one password in three is refused. */
  firstSignIn: {
    mails: 2100,
    dynamoWrites: 11_800,
    dynamoReads: 8200,
    siteRequests: 12_700,
    siteBytes: 32_410_000,
    firewallRequests: 12_700,
    apiCalls: 4700,
    lambdaRequests: 6800,
    lambdaSeconds: 371,
    sqsRequests: 6300,
    logBytes: 2_949_000,
  },
  vote: {
    dynamoWrites: 22_550,
    dynamoReads: 14_150,
    siteRequests: 17_850,
    siteBytes: 51_080_000,
    firewallRequests: 17_850,
    apiCalls: 6850,
    lambdaRequests: 6850,
    lambdaSeconds: 280,
    logBytes: 2_838_000,
  },
} as const satisfies Record<string, Usage>

export const monthlyUsage = (voterCount: number, hasFirewall: boolean): Usage => ({
  secrets: 5,
  alarmMetrics: 88,
  customMetrics: 87,
  signingKeys: 1,
  signatures: 43_200,
  objectWrites: 820_800,
  objectReads: 1_814_400,
  sqsRequests: 4_480_000,
  lambdaRequests: 864_000,
  lambdaSeconds: 303_600,
  dynamoReads: 606_000,
  dynamoWrites: 90_000,
  tableGigabytes: voterCount / 1_000_000,
  ...(hasFirewall && { firewallsAndRules: 15 }),
})

/** The attempts table is warmed up once to 12,000 writes a second; a new table handles 4,000. */
export const oneTimeUsage: Usage = { warmWrites: 8000 }
