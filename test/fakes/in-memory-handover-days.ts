import { boundOf, type TerritoryHandovers } from '../../shared/domain/handover-times.ts'
import type { HandoverDays } from '../../shared/domain/ports.ts'

export function inMemoryHandoverDays(): HandoverDays {
  const days = new Map<string, Map<string, TerritoryHandovers>>()

  function of(day: string, territory: string): TerritoryHandovers {
    const territories = days.get(day) ?? new Map<string, TerritoryHandovers>()
    const found = territories.get(territory) ?? { territory, failed: 0, handedOver: [] }
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
    async countFailed({ day }, territory) {
      of(day, territory).failed++
    },
    find: async ({ day }) => structuredClone([...(days.get(day)?.values() ?? [])]),
  }
}
