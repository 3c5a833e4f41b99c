import { expect, it, test } from 'vitest'
import { backOffSeconds, backOffWait } from '../../shared/domain/back-off.ts'

const waits = (random: number, minShare?: number) =>
  [1, 2, 3, 4, 5].map((tries) =>
    backOffWait({ base: 5, cap: 30, ...(minShare !== undefined && { minShare }) }, tries, random),
  )

test('a wait before one more try doubles at each one, up to the longest', () => {
  expect(waits(1)).toEqual([5, 10, 20, 30, 30])
})

test('a wait before one more try is any part of that, or of its random part', () => {
  expect(waits(0)).toEqual([0, 0, 0, 0, 0])
  expect(waits(0.5)).toEqual([2.5, 5, 10, 15, 15])
  expect(waits(0, 0.5)).toEqual([2.5, 5, 10, 15, 15])
  expect(waits(1, 0.5)).toEqual([5, 10, 20, 30, 30])
})

test('a wait before one more try is not the same for two that failed together', () => {
  const drawn = Array.from({ length: 50 }, () => backOffWait({ base: 5, cap: 30 }, 3))
  expect(new Set(drawn).size).toBeGreaterThan(40)
  expect(drawn.every((wait) => wait >= 0 && wait <= 20)).toBe(true)
})

it('a message stays hidden for longer at each try, and never for more than ten minutes', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tries) => backOffSeconds(tries, 1))
  expect(longest).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600])
})
