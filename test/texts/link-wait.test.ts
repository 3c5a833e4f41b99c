import { expect, test } from 'vitest'
import { linkWaitText } from '../../shared/texts/link-wait.ts'

const waitIn = (minutes: number) => / jusqu’à (.*?) à partir/.exec(linkWaitText(minutes) ?? '')?.[1]

test('a wait that nobody notices is not told', () => {
  expect(linkWaitText(0)).toBeUndefined()
  expect(linkWaitText(1)).toBeUndefined()
})

test.each([
  [2, '5 minutes'],
  [5, '5 minutes'],
  [6, '10 minutes'],
  [56, '1 h'],
  [60, '1 h'],
  [61, '1 h 10'],
  [119, '2 h'],
  [144, '2 h 30'],
])('a wait of %i minutes is told as one of %s', (minutes, told) => {
  expect(waitIn(minutes)).toBe(told)
})

test('a wait of more than four hours is not told to the minute', () => {
  expect(waitIn(240)).toBe('4 h')
  expect(linkWaitText(241)).toContain('peut mettre plusieurs heures à partir')
})
