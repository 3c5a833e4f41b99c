import {
  boundOf,
  type HandoverDays,
  type LateSms,
  type TerritoryHandovers,
} from '../../shared/domain/sms/handover-times.ts'

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
