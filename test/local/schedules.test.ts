import { describe, expect, it } from 'vitest'
import { secondsBetween } from '../../local/schedules.ts'

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', 60],
    ['rate(5 minutes)', 300],
  ])('%s comes every %d seconds', (expression, seconds) => {
    expect(secondsBetween(expression)).toBe(seconds)
  })

  it.each(['cron(0 12 * * ? *)', 'rate(1 hour)', 'rate(minute)', ' rate(1 minute)', ''])(
    'that is no rate in minutes is an error that says so: %j',
    (expression) => {
      expect(() => secondsBetween(expression)).toThrow(
        `The local run does not know the schedule ${expression}`,
      )
    },
  )
})
