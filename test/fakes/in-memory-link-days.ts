import type { LinkDays } from '../../shared/domain/mail-ports.ts'
import type { LinkCounts } from '../../shared/domain/mail-rate.ts'

export function inMemoryLinkDays(): LinkDays {
  const days = new Map<string, LinkCounts>()
  const countsOf = (day: string) => days.get(day) ?? { mailed: 0, repeated: 0 }

  return {
    find: async ({ day }) => countsOf(day),
    async count({ day }, more) {
      const { mailed, repeated } = countsOf(day)
      days.set(day, { mailed: mailed + more.mailed, repeated: repeated + more.repeated })
    },
  }
}
