import type { ElectionDay } from '../../shared/domain/election-day.ts'
import {
  boundOf,
  type HandoverDays,
  type LateSms,
  type TerritoryHandovers,
} from '../../shared/domain/sms/handover-times.ts'
import { closedBreaker, type SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import type { SmsSlots } from '../../shared/domain/sms/sms-slots.ts'
import type { VoteReading, VoteReadings } from '../../shared/domain/staff/vote-reading.ts'
import { bothClocks } from '../builders/values.ts'
import type { State } from './in-memory-state.ts'

export function inMemorySmsDays({ smsDays }: State): SmsDays {
  const countsOf = ({ day }: ElectionDay) => smsDays.get(day) ?? { smsCount: 0, heldCount: 0 }

  return {
    async count(day, cap) {
      const counts = countsOf(day)
      if (counts.smsCount >= cap) return false
      smsDays.set(day.day, { ...counts, smsCount: counts.smsCount + 1 })
      return true
    },
    async uncount(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, smsCount: counts.smsCount - 1 })
    },
    async countAtLeast(day, count) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, smsCount: Math.max(count, counts.smsCount) })
    },
    async countHeld(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, heldCount: counts.heldCount + 1 })
      return counts.heldCount + 1
    },
    async uncountHeld(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, heldCount: counts.heldCount - 1 })
    },
    find: async (day) => ({ ...countsOf(day) }),
  }
}

export function inMemorySmsSlots(): SmsSlots {
  let taken = 0
  let freeAt = 0

  return {
    find: async () => ({ freeAt: bothClocks(freeAt), taken }),
    async take(_, { ready, seconds }) {
      freeAt = Math.max(ready.getTime(), freeAt) + seconds * 1000
      taken++
    },
    async correct(_, slots) {
      freeAt = Math.max(freeAt, slots.freeAt.getTime())
      taken += slots.more
    },
  }
}

export function inMemorySmsBreakers(): SmsBreakers {
  let stored = closedBreaker
  return {
    find: async () => structuredClone(stored),
    async replace(found, next) {
      if (found.version !== stored.version) return false
      stored = structuredClone({ ...next, version: found.version + 1 })
      return true
    },
  }
}

export function inMemoryHandoverDays(): HandoverDays {
  let late: LateSms | undefined
  const days = new Map<string, Map<string, TerritoryHandovers>>()

  function of(day: string, territory: string): TerritoryHandovers {
    const territories = days.get(day) ?? new Map<string, TerritoryHandovers>()
    const found = territories.get(territory) ?? {
      territory,
      receipts: 0,
      failed: 0,
      handedOver: [],
    }
    days.set(day, territories.set(territory, found))
    return found
  }

  return {
    async count({ day }, { territory, seconds }) {
      const { handedOver } = of(day, territory)
      const withinSeconds = boundOf(seconds)
      const bucket = handedOver.find((one) => one.withinSeconds === withinSeconds)
      if (bucket) bucket.count++
      else handedOver.push({ withinSeconds, count: 1 })
    },
    async countReceipt({ day }, { territory, failed }) {
      of(day, territory).receipts++
      if (failed) of(day, territory).failed++
    },
    async recordLate(counted) {
      late = structuredClone(counted)
    },
    findLate: async () => structuredClone(late),
    find: async ({ day }) => structuredClone([...(days.get(day)?.values() ?? [])]),
  }
}

export function inMemoryVoteReadings(): VoteReadings {
  let kept: VoteReading | undefined
  return {
    async keep(reading) {
      kept = structuredClone(reading)
    },
    find: async () => structuredClone(kept),
  }
}
