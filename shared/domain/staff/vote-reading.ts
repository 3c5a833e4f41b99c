import * as z from 'zod/mini'
import type { OwnMetric } from '../metrics.ts'

/** What the last hour shows of those who enter, and of the SMS and e-mails that leave. */
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
/** As `JSON.stringify` writes it. */
const instant = z.coerce.date()
const territory = z.string()

const counts = z.object({
  territories: z.array(z.object({ territory, ...sameOf(states, count) })),
  refusals: z.array(z.object({ reason: z.enum(refusalReasons), refused: count })),
  /** Wherever: of which territory, nobody counts. */
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

const pause = { since: instant, reason: z.string() }

const sms = z.object({
  /** Those that wait, the delay in which each can be cancelled included. */
  waiting: count,
  /** Those that the daily cap puts off to tomorrow. */
  held: count,
  /** Absent while nobody counts them. */
  late: z.optional(count),
  /** When an SMS that is asked for now is to arrive; absent: none leaves. */
  promise: z.optional(instant),
  /** Of the day. */
  handovers: z.array(
    z.object({
      ...{ territory, receipts: count, failed: count },
      handedOver: z.array(z.object({ withinSeconds: count, count })),
    }),
  ),
  /** `account` or territories, where SNS does not send. */
  stopped: z.array(z.string()),
  /** Territories of which most SMS of the last hour did not arrive. */
  failing: z.array(territory),
  pauses: z.array(z.object({ territory, ...pause })),
  caps: z.array(z.object({ territory, ...pause, smsPerDay: count })),
})

/** Null of what there is nothing to measure of. */
const recent = z.object({ fiveMinutes: z.nullable(count), hour: z.nullable(count) })

/**
 * What everybody who watches the vote is shown, read once a minute. A part that could not be read is absent. All
 * instants are the wall clock's.
 */
export const voteReading = z.object({
  at: instant,
  /** Since the requests opened. */
  counts: z.optional(counts),
  alarms: z.optional(alarms),
  sms: z.optional(sms),
  activity: z.optional(z.object(sameOf(activityMetrics, recent))),
})

export type VoteReading = z.infer<typeof voteReading>
export type Counts = NonNullable<VoteReading['counts']>
export type SmsReading = NonNullable<VoteReading['sms']>

export interface VoteReadings {
  /** Takes the place of the one before. */
  keep(reading: VoteReading): Promise<void>
  /** Undefined before the first one, and of one that an earlier version wrote in another form. */
  find(): Promise<VoteReading | undefined>
}

function sameOf<const Name extends string, Schema>(names: readonly Name[], schema: Schema) {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>
}
