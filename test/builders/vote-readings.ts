import {
  activityMetrics,
  type SmsReading,
  type VoteCounts,
  type VoteReading,
} from '../../shared/domain/staff/vote-reading.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import { later, now } from './values.ts'
import { election } from './voters.ts'

export const aReading = (changes: Partial<VoteReading> = {}): VoteReading => ({
  at: now,
  counts: someCounts(),
  alarms: { total: 40, withoutData: 0, active: [] },
  sms: someSms(),
  pending: [],
  activity: Object.fromEntries(
    activityMetrics.map((name) => [name, { fiveMinutes: 0, hour: 0 }]),
  ) as NonNullable<VoteReading['activity']>,
  ...changes,
})

export const someCounts = (changes: Partial<VoteCounts> = {}): VoteCounts => ({
  ...{ territories: [], refusals: [], cancelled: 0 },
  ...changes,
})

type Territory = VoteCounts['territories'][number]

export const countsOf = (territory: string, changes: Partial<Territory> = {}): Territory => ({
  ...{ territory, asked: 0, left: 0, arrived: 0, failed: 0, used: 0 },
  ...changes,
})

export const someSms = (changes: Partial<SmsReading> = {}): SmsReading => ({
  ...{ waiting: 0, held: 0, late: 0, promise: later(120), handovers: [] },
  ...{ stopped: [], failing: [], pauses: [], caps: [] },
  ...changes,
})

export const anAlarm = (name: string) => ({
  ...{ name, since: now, description: `${name} is on.`, section: 'sms-are-late' },
})

export const watched = (reading: VoteReading | undefined, more: object = {}) => ({
  ...{ reading, dates: election.dates, isSuspended: false, timeZone: election.timeZone, now },
  ...more,
})

export function find(sections: readonly Section[], heading: string): Section {
  const found = sections.find((one) => one.heading === heading)
  if (!found) throw new Error(`Nothing is headed ${heading}`)
  return found
}
