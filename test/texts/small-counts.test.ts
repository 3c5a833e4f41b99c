import { expect, test } from 'vitest'
import {
  countText,
  fewerThanText,
  minShownCount,
  moreThanText,
  smallCountText,
  totalText,
} from '../../shared/texts/election/small-counts.ts'

test('a count below five is hidden, and zero is shown', () => {
  expect(minShownCount).toBe(5)
  expect([0, 5, 1200].map(countText)).toEqual(['0', '5', '1\u00a0200'])
  expect([1, 4].map(countText)).toEqual([smallCountText, smallCountText])
})

test('a total reveals no hidden count', () => {
  expect(totalText([7, 0, 20])).toBe('27')
  expect(totalText([7, 20, 1])).toBe(totalText([7, 20, 4]))
  expect(totalText([7, 20, 4])).toBe(moreThanText(27))
  expect(totalText([3, 0, 4])).toBe(totalText([1, 1]))
  expect(totalText([4, 4])).toBe(fewerThanText(9))
})
