import { expect, test } from 'vitest'
import { bounds, exceededBounds, measureWeight, withoutComments } from './weight.ts'

test('the weight of the project exceeds no bound that the gate holds', () => {
  expect(exceededBounds(measureWeight(), bounds)).toEqual([])
})

test.each(Object.keys(bounds) as (keyof typeof bounds)[])(
  'one %s beyond its bound is named',
  (name) => {
    const found = exceededBounds({ ...bounds, [name]: bounds[name] + 1 }, bounds)
    expect(found).toEqual([`${name}: ${bounds[name] + 1}, of at most ${bounds[name]}`])
  },
)

test('lines of comments do not count as code', () => {
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
