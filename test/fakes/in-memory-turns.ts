import {
  type LinkCounts,
  type LinkDays,
  noLinks,
} from '../../shared/domain/mail/links-share-of-quota.ts'
import { type Rate, wrongMilliseconds } from '../../shared/domain/turns.ts'

export function inMemoryRate(): Rate {
  let freeAt: number | undefined

  return {
    async reserve({ earliest, milliseconds, latest }, from) {
      // As the client of DynamoDB refuses to send it.
      if (Number.isNaN(milliseconds)) throw new RangeError('A block of turns lasts NaN')
      const before = freeAt
      const now = earliest.getTime()
      const isFree = before === undefined || before <= now || before > now + wrongMilliseconds
      const reserved =
        from === 'earliest'
          ? isFree
          : before !== undefined && before > now && before <= latest.getTime()
      if (reserved) freeAt = (from === 'earliest' ? now : (before as number)) + milliseconds
      return { reserved, freeAt: before }
    },
  }
}

export function inMemoryLinkDays(): LinkDays {
  const days = new Map<string, LinkCounts>()
  const countsOf = (day: string) => days.get(day) ?? noLinks

  return {
    find: async ({ day }) => countsOf(day),
    async count({ day }, more) {
      // As the client of DynamoDB refuses to send it.
      if (Object.values(more).some(Number.isNaN)) throw new RangeError('A count is NaN')
      const { all, codes, repeats } = countsOf(day)
      days.set(day, {
        all: all + more.all,
        codes: codes + more.codes,
        repeats: repeats + more.repeats,
      })
    },
  }
}
