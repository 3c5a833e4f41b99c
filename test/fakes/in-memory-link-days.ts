import type { LinkDays } from '../../shared/domain/mail-ports.ts'

export function inMemoryLinkDays(): LinkDays {
  const counts = new Map<string, number>()
  const countOf = (day: string) => counts.get(day) ?? 0

  return {
    isSpent: async ({ day }, most) => countOf(day) >= most,
    async count({ day }, most) {
      if (countOf(day) >= most) return false
      counts.set(day, countOf(day) + 1)
      return true
    },
    async uncount({ day }) {
      counts.set(day, countOf(day) - 1)
    },
  }
}
