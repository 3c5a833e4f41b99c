import { expect, test } from 'vitest'
import { countText, totalText } from '../../shared/domain/election/small-counts.ts'
import { fewestShown, pageTexts as texts } from '../../shared/texts/election/watched-page.ts'

test('a count of some that are fewer than five is not shown, and that there are none is', () => {
  expect(fewestShown).toBe(5)
  expect([0, 5, 1200].map(countText)).toEqual(['0', '5', '1\u00a0200'])
  expect([1, 4].map(countText)).toEqual([texts.few, texts.few])
})

test('a total tells nothing of the counts that are hidden', () => {
  expect(totalText([7, 0, 20])).toBe('27')
  expect(totalText([7, 20, 1])).toBe(totalText([7, 20, 4]))
  expect(totalText([7, 20, 4])).toBe(texts.moreThan(27))
  expect(totalText([3, 0, 4])).toBe(totalText([1, 1]))
  // Two hidden ones come to eight at most.
  expect(totalText([4, 4])).toBe(texts.fewerThan(9))
})
