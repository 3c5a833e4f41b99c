import type { LinkCounts, LinkDays } from '../../shared/domain/mail/mail-rate.ts'

export function inMemoryLinkDays(): LinkDays {
  const days = new Map<string, LinkCounts>()
  const countsOf = (day: string) => days.get(day) ?? { mailed: 0, repeated: 0 }

  return {
    find: async ({ day }) => countsOf(day),
    async count({ day }, more) {
      // As the client of DynamoDB refuses to send it.
      if (Number.isNaN(more.mailed + more.repeated)) throw new RangeError('A count is NaN')
      const { mailed, repeated } = countsOf(day)
      days.set(day, { mailed: mailed + more.mailed, repeated: repeated + more.repeated })
    },
  }
}
