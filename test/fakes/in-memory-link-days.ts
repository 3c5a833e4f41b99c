import {
  type LinkCounts,
  type LinkDays,
  noLinks,
  sumOf,
} from '../../shared/domain/mail/links-of-a-day.ts'

export function inMemoryLinkDays(): LinkDays {
  const days = new Map<string, LinkCounts>()
  const countsOf = (day: string) => days.get(day) ?? noLinks

  return {
    find: async ({ day }) => countsOf(day),
    async count({ day }, more) {
      // As the client of DynamoDB refuses to send it.
      if (Object.values(more).some(Number.isNaN)) throw new RangeError('A count is NaN')
      days.set(day, sumOf(countsOf(day), more))
    },
  }
}
