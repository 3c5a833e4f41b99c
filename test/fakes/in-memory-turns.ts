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
