import { expect, test } from 'vitest'
import { bounds, exceeded, measureWeight, withoutComments } from './weight.ts'

test('the weight of the project exceeds no bound that the gate holds', () => {
  const weight = measureWeight()
  expect(exceeded(weight, bounds)).toEqual([])
  const none = { sourceLines: 0, purposeLines: 0, testLines: 0, documentWords: 0 }
  expect(exceeded(weight, none)).toHaveLength(Object.keys(bounds).length)
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
