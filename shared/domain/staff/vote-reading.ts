import * as z from 'zod/mini'
import type { OwnMetric } from '../metrics.ts'

/** Metrics of sign-ins, SMS and e-mails that the team sees for the last hour. */
export const activityMetrics = [
  ...(['opened', 'refused', 'passwords', 'boothOpened', 'boothRefused'] as const),
  ...(['accepted', 'requestsRefused', 'sent', 'mostOf', 'notTaken', 'missed'] as const),
  ...(['links', 'stopLinks', 'news', 'linkWait', 'mailWait', 'mailsNotTaken'] as const),
  'beyondBudget',
] as const satisfies OwnMetric[]

export const refusalReasons = [
  ...(['captcha-failed', 'identity-mismatch', 'too-many-attempts', 'already-pending'] as const),
  ...(['voter-limit', 'sms-ceiling', 'phone-taken', 'phone-limit', 'both-factors-lost'] as const),
  ...(['password-change-required', 'reissue-closed', 'unauthenticated'] as const),
] as const

export const states = ['asked', 'left', 'arrived', 'failed', 'used'] as const
export type State = (typeof states)[number]

const count = z.number()
const instant = z.coerce.date()
const territory = z.string()

const counts = z.object({
  territories: z.array(z.object({ territory, ...sameOf(states, count) })),
  refusals: z.array(z.object({ reason: z.enum(refusalReasons), refused: count })),
  /** In all territories together. */
  cancelled: count,
})

const alarms = z.object({
  watched: count,
  unmeasured: count,
  on: z.array(
    z.object({
      ...{ name: z.string(), since: instant, says: z.string() },
      section: z.optional(z.string()),
    }),
  ),
})

const hold = { since: instant, reason: z.string(), by: z.optional(z.string()) }

const sms = z.object({
  /** Includes SMS in the delay in which their voter can cancel them. */
  waiting: count,
  /** Postponed to tomorrow by the daily cap. */
  held: count,
  /** Absent if they could not be counted. */
  late: z.optional(count),
  /** Expected arrival of an SMS requested now; absent if none leaves. */
  promise: z.optional(instant),
  /** Since midnight. */
  handovers: z.array(
    z.object({
      ...{ territory, receipts: count, failed: count },
      handedOver: z.array(z.object({ withinSeconds: count, count })),
    }),
  ),
  /** `account` or territories to which SNS refuses to send. */
  stopped: z.array(z.string()),
  /** Territories where most SMS of the last hour did not arrive. */
  failing: z.array(territory),
  pauses: z.array(z.object({ territory, ...hold })),
  caps: z.array(z.object({ territory, ...hold, smsPerDay: count })),
})

/** Null where nothing was measured. */
const recent = z.object({ fiveMinutes: z.nullable(count), hour: z.nullable(count) })

/** Approvals of the team's that wait for another person: nothing that was typed, nor whom it concerns. */
const pending = z.array(z.object({ kind: z.string(), by: z.string(), until: instant }))

/** State of the vote, read once a minute, for all who watch it. A part that could not be read is absent. */
export const voteReading = z.object({
  at: instant,
  /** Since the requests opened. */
  counts: z.optional(counts),
  alarms: z.optional(alarms),
  sms: z.optional(sms),
  pending: z.optional(pending),
  activity: z.optional(z.object(sameOf(activityMetrics, recent))),
})

export type VoteReading = z.infer<typeof voteReading>
export type Counts = NonNullable<VoteReading['counts']>
export type SmsReading = NonNullable<VoteReading['sms']>

export interface VoteReadings {
  keep(reading: VoteReading): Promise<void>
  /** Undefined before the first one, and if an earlier version wrote it in another form. */
  find(): Promise<VoteReading | undefined>
}

function sameOf<const Name extends string, Schema>(names: readonly Name[], schema: Schema) {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>
}
