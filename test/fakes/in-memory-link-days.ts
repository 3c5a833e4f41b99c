import type { LinkDays } from '../../shared/domain/mail-ports.ts'

export function inMemoryLinkDays(): LinkDays {
  const counts = new Map<string, number>()
  const countOf = (day: string) => counts.get(day) ?? 0

  return {
    isSpent: async ({ day }, most) => countOf(day) >= most,
    async count({ day }, links) {
      counts.set(day, countOf(day) + links)
    },
  }
}
