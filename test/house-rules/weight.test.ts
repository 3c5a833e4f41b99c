import { expect, test } from 'vitest'
import { bounds, exceededBounds, measureWeight } from './weight.ts'

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
