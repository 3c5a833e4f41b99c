import { describe, expect, it } from 'vitest'
import { readExpression } from '../../local/cloudwatch/metric-math.ts'

const valued = (text: string, values: Record<string, number> = {}) =>
  readExpression(text)((id) => values[id])

describe('an expression on metrics', () => {
  it.each<[string, Record<string, number>, number | undefined]>([
    ['m0 + m1 * 2', { m0: 1, m1: 3 }, 7],
    ['(m0 + m1) * 2 - 1', { m0: 1, m1: 3 }, 7],
    ['m0 / 33000', { m0: 66_000 }, 2],
    ['m0 / m1', { m0: 1, m1: 0 }, undefined],
    ['FILL(m0, 0)', {}, 0],
    ['FILL(m0, 0)', { m0: 4 }, 4],
    ['SUM([FILL(m0, 0), FILL(m1, 0)])', { m1: 2 }, 2],
    ['SUM([m0, m1])', { m1: 2 }, undefined],
    ['MAX([m0, m1 / 2, 1])', { m0: 2, m1: 10 }, 5],
    ['IF(FILL(w0, 0) + FILL(w1, 0) > 0 AND FILL(m0, 0) == 0, 1, 0)', { w1: 2 }, 1],
    ['IF(FILL(w0, 0) + FILL(w1, 0) > 0 AND FILL(m0, 0) == 0, 1, 0)', { w1: 2, m0: 1 }, 0],
    ['IF(m0 >= 1, 1, 0)', {}, undefined],
    ['m0 != 1 OR m0 <= 1', { m0: 1 }, 1],
  ])('%s of %j is %j', (text, values, value) => {
    expect(valued(text, values)).toBe(value)
  })

  it.each(['SEARCH(1)', 'm0 +', 'm0 m1', 'SUM(m0)', 'RATE(m0)', "m0 + 'x'", 'FILL([m0], 0)', ''])(
    'that the local run does not know is an error that shows it: %s',
    (text) => {
      expect(() => readExpression(text)).toThrow(`the expression ${text}`)
    },
  )
})
