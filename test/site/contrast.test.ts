import { expect, test } from 'vitest'
import { contrastWithWhite } from '../../site/contrast.ts'

test('knows the contrast of a colour with white, as WCAG defines it', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21)
  expect(contrastWithWhite('#FFFFFF')).toBeCloseTo(1)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
})
