import { describe, expect, it } from 'vitest'
import { chanceLimit, distinctness } from './rank.ts'

describe('distinctness', () => {
  const samples = 10_000

  /** Milliseconds on a busy machine: about 2, with a long tail. */
  const answerTime = () =>
    1 + Math.random() + 0.5 * Math.exp(2 * Math.random() ** 4 - Math.log(Math.random()) / 3)

  const times = (count: number, more = 0) =>
    Array.from({ length: count }, () => answerTime() + more)

  it('compares every pair, counts ties half, and ignores the sign', () => {
    expect(distinctness([1, 2, 3], [4, 5])).toBe(1)
    expect(distinctness([4, 5], [1, 2, 3])).toBe(1)
    expect(distinctness([1, 1, 1], [1, 1])).toBe(0.5)
    // Of six pairs, two are greater and one is equal: 2.5 of 6.
    expect(distinctness([1, 3], [1, 2, 4])).toBeCloseTo(1 - 2.5 / 6)
  })

  it.each([1500, samples])('stays below the limit between %i answers of one kind', (count) => {
    expect(distinctness(times(count), times(count))).toBeLessThanOrEqual(chanceLimit(count, count))
  })

  it('detects 0.2 ms under the noise of a busy machine', () => {
    expect(distinctness(times(samples), times(samples, 0.2))).toBeGreaterThan(0.55)
  })

  it('detects that one answer in ten takes 2 ms more', () => {
    const some = [...times(samples * 0.9), ...times(samples * 0.1, 2)]
    expect(distinctness(times(samples), some)).toBeGreaterThan(0.52)
  })
})
