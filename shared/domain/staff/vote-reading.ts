import * as z from 'zod/mini'
import type { WatchedMetric } from '../metrics.ts'

export const activityMetrics = [
  ...(['opened', 'refused', 'passwords', 'boothOpened', 'boothRefused', 'accepted'] as const),
  ...(['requestsRefused', 'sent', 'p95Handover', 'smsRefused', 'smsMissing', 'links'] as const),
  ...(['cancelLinks', 'news', 'linkWait', 'mailWait', 'mailsNotTaken', 'beyondBudget'] as const),
] as const satisfies WatchedMetric[]

export const refusalReasons = [
  ...(['captcha-failed', 'identity-mismatch', 'too-many-attempts', 'already-pending'] as const),
  ...(['voter-limit', 'sms-ceiling', 'phone-taken', 'phone-limit', 'both-factors-lost'] as const),
  ...(['password-change-required', 'reissue-closed', 'unauthenticated'] as const),
] as const

export const countedStates = ['asked', 'left', 'arrived', 'failed', 'used'] as const
export type CountedState = (typeof countedStates)[number]

const count = z.number()
const instant = z.coerce.date()
const territory = z.string()

const counts = z.object({
  territories: z.array(z.object({ territory, ...schemaForEach(countedStates, count) })),
  refusals: z.array(z.object({ reason: z.enum(refusalReasons), refused: count })),
  cancelled: count,
})

const alarms = z.object({
  total: count,
  withoutData: count,
  active: z.array(
    z.object({
      ...{ name: z.string(), since: instant, description: z.string() },
      section: z.optional(z.string()),
    }),
  ),
})

const holdFields = { since: instant, reason: z.string(), by: z.optional(z.string()) }

const sms = z.object({
  /** Includes held requests, and those that can still be cancelled. */
  waiting: count,
  held: count,
  late: z.optional(count),
  /** Expected time of an SMS requested now; absent during a suspension. */
  promise: z.optional(instant),
  handovers: z.array(
    z.object({
      ...{ territory, receipts: count, failed: count },
      handedOver: z.array(z.object({ withinSeconds: count, count })),
    }),
  ),
  /** Scopes of open circuits: `account`, which stops all SMS, or a territory's ISO 3166 code. */
  stopped: z.array(z.string()),
  failing: z.array(territory),
  pauses: z.array(z.object({ territory, ...holdFields })),
  caps: z.array(z.object({ territory, ...holdFields, smsPerDay: count })),
})

const recentValues = z.object({ fiveMinutes: z.nullable(count), hour: z.nullable(count) })

/** Omits an approval's target, which may identify a voter, and text that somebody typed. */
const pendingApprovals = z.array(z.object({ kind: z.string(), by: z.string(), until: instant }))

export const voteReading = z.object({
  at: instant,
  counts: z.optional(counts),
  alarms: z.optional(alarms),
  sms: z.optional(sms),
  pending: z.optional(pendingApprovals),
  activity: z.optional(z.object(schemaForEach(activityMetrics, recentValues))),
})

export type VoteReading = z.infer<typeof voteReading>
export type VoteCounts = NonNullable<VoteReading['counts']>
export type SmsReading = NonNullable<VoteReading['sms']>

export interface VoteReadings {
  store(reading: VoteReading): Promise<void>
  find(): Promise<VoteReading | undefined>
}

function schemaForEach<const Name extends string, Schema>(names: readonly Name[], schema: Schema) {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>
}
