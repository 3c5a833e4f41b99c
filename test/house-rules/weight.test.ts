import { expect, test } from 'vitest'
import { bounds, exceeded, measureWeight, withoutComments, wordCount } from './weight.ts'

test('the weight of the project exceeds no bound that the gate holds', () => {
  expect(exceeded(measureWeight(), bounds)).toEqual([])
})

test('one line or word beyond its bound is named', () => {
  const most = { sourceLines: 10, purposeLines: 5, testLines: 20, documentWords: 30 }
  expect(exceeded(most, most)).toEqual([])
  expect(exceeded({ ...most, sourceLines: 11, documentWords: 31 }, most)).toEqual([
    'sourceLines: 11, of at most 10',
    'documentWords: 31, of at most 30',
  ])
})

test('comments that have their lines to themselves do not count as code', () => {
  const code = [
    '// one\nconst a = 1 // stays\n',
    '/**\n * Two.\n */\nconst b = 2\n',
    '{# three\n four #}\n<p>5</p>\n',
    "const url = 'https://example.org' /* stays */\n",
  ]
  expect(code.map(withoutComments)).toEqual([
    'const a = 1 // stays\n',
    'const b = 2\n',
    '<p>5</p>\n',
    "const url = 'https://example.org' /* stays */\n",
  ])
})

test('words are counted as wc counts them', () => {
  expect(wordCount('| one | two |\n\n- three\n')).toBe(7)
})
