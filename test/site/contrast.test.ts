import { describe, expect, test } from 'vitest'
import {
  contrast,
  contrastWithWhite,
  MIN_CONTRAST,
  type Palette,
  palettesOf,
} from '../../shared/tooling/page-palettes.ts'

test('the contrast of two colours is computed as WCAG defines it', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21)
  expect(contrastWithWhite('#FFFFFF')).toBeCloseTo(1)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
  expect(contrast('#14181f', '#74d3a4')).toBe(contrast('#74d3a4', '#14181f'))
})

const texts: [keyof Palette, ...(keyof Palette)[]][] = [
  ['ink', 'paper', 'card', 'okPaper', 'badPaper', 'waitPaper'],
  ['soft', 'paper', 'card', 'okPaper'],
  ['brand', 'paper', 'card'],
  ['ok', 'card', 'okPaper'],
  ['bad', 'paper', 'card', 'badPaper'],
  ['wait', 'card', 'waitPaper'],
  ['onAccent', 'accent', 'accentHover'],
  ['onFocus', 'focus'],
  ['card', 'bad', 'ink'],
]

/** WCAG 2.2, 1.4.11, for the border of a field. */
const leastOfBorders = 3

const organisers = ['#1d4e89', '#767676', '#7a1f3d', '#0b6e4f', '#000000', '#cc0000', '#0000ff']

describe.each(organisers)('an election whose colour is %s', (brandColour) => {
  test.each(['light', 'dark'] as const)('is readable in the %s palette', (theme) => {
    const palette = palettesOf(brandColour)[theme]
    for (const [text, ...backgrounds] of texts) {
      for (const background of backgrounds) {
        const ratio = contrast(palette[text], palette[background])
        expect(ratio, `${text} on ${background}`).toBeGreaterThanOrEqual(MIN_CONTRAST)
      }
    }
    for (const background of ['paper', 'card'] as const) {
      expect(contrast(palette.edge, palette[background])).toBeGreaterThanOrEqual(leastOfBorders)
    }
  })
})
