import type { ElectionDay } from '../election-day.ts'
import { secondsLater } from '../instants.ts'
import type { MessageQueue } from '../queues.ts'
import type { DayCap } from '../sms/territory-cap.ts'

/** A code to a phone; to a replaced phone; to the known phone, of a request to another. */
export const phoneSmsKinds = ['code', 'replaced', 'elsewhere'] as const

export interface PhoneSms {
  voterId: string
  sms: (typeof phoneSmsKinds)[number]
  /** Id of the code or of the request; a message `replaced` has none. */
  id?: string
}

export type PhoneSmsQueue = MessageQueue<PhoneSms>

/** Counts one SMS, so that its receipt, which no request expects, is not retried. */
export const counterOfSms = (messageId: string, { endsAt }: ElectionDay): ElectionDay => ({
  day: `phone-sms/${messageId}`,
  endsAt,
})

/** Requested identifiers keep three quarters of each minute's rate and of the day's cap. */
export const shareOfCodes = 4

const minuteMilliseconds = 60_000

/** Counters that each new code must fit into. */
export function capsOfCodes(
  { day, endsAt }: ElectionDay,
  { smsPerSecond, smsDailyCap }: { smsPerSecond: number; smsDailyCap: number },
  now: ElectionInstant,
): DayCap[] {
  const minute = new Date(Math.floor(now.getTime() / minuteMilliseconds) * minuteMilliseconds)
  return [
    {
      day: { day: `${minute.toISOString().slice(0, 16)}/codes`, endsAt: secondsLater(now, 60) },
      smsPerDay: Math.floor((smsPerSecond * 60) / shareOfCodes),
    },
    { day: { day: `${day}/codes`, endsAt }, smsPerDay: Math.floor(smsDailyCap / shareOfCodes) },
  ]
}
