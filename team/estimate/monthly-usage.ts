import type { Usage } from './usage.ts'

/** What the deployment holds, of the repository's own election: a test counts them in its templates. */
export const standing = {
  secrets: 5,
  alarmMetrics: 87,
  /** Combinations of the journal's metrics, which `test/runtime/event-metrics.test.ts` counts; paid by the hour in which they have values. */
  ownMetrics: 87,
  queues: 7,
  streams: 9,
  firewallRules: 11,
  firewallAlarmMetrics: 1,
} as const

/** Lambda asks each queue 20 times a minute at the least, on five connections. */
const pollsOfQueue = 640_000
/** Of the sweep, which comes each minute. */
const sweep = { runs: 43_200, seconds: 1.1, reads: 606_000, writes: 90_000 }
/** Batches of a stream that gathers for half a minute, at the most; and its end, which is looked at each minute. */
const ledger = {
  batchesOfStream: 86_400,
  runs: 43_200,
  batchSeconds: 0.2,
  /** Of its writer: a whole core. */
  gigabytes: 1.73,
  runSeconds: 0.5,
  reads: 6,
}
/** For a million voters, with a copy of every moment of the last 35 days. */
const gigabytesOfMillion = 1

/** What a month costs, used or not. */
export function monthlyUsage(voters: number, hasFirewall: boolean): Usage {
  const batches = standing.streams * ledger.batchesOfStream
  return {
    secrets: standing.secrets,
    alarmMetrics: standing.alarmMetrics + (hasFirewall ? standing.firewallAlarmMetrics : 0),
    ownMetrics: standing.ownMetrics,
    signingKeys: 1,
    signatures: ledger.runs,
    objectsWritten: batches + ledger.runs,
    objectsRead: ledger.reads * ledger.runs + 2 * batches,
    sqsRequests: standing.queues * pollsOfQueue,
    lambdaRequests: sweep.runs + ledger.runs + batches,
    lambdaSeconds:
      0.5 * (sweep.runs * sweep.seconds + ledger.runs * ledger.runSeconds) +
      ledger.gigabytes * batches * ledger.batchSeconds,
    dynamoReads: sweep.reads,
    dynamoWrites: sweep.writes,
    tableGigabytes: (gigabytesOfMillion * voters) / 1_000_000,
    ...(hasFirewall && { firewalls: 1, firewallRules: standing.firewallRules }),
  }
}
