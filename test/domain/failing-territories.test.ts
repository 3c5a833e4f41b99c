import { expect, test } from 'vitest'
import { failingTerritories } from '../../shared/domain/sms/failing-territories.ts'

const receiptsOf = (territory: string, receipts: number, failed: number) => ({
  ...{ territory, receipts, failed },
  handedOver: [],
})

test('a territory is failing when half of twenty receipts say so, of those that came since', () => {
  const before = [receiptsOf('FR', 1000, 900), receiptsOf('RE', 100, 0)]
  const now = [receiptsOf('FR', 1020, 909), receiptsOf('RE', 120, 10), receiptsOf('PF', 20, 20)]
  expect(failingTerritories(now, before)).toEqual([
    { territory: 'RE', receipts: 20, failed: 10 },
    { territory: 'PF', receipts: 20, failed: 20 },
  ])
})

test.each([
  [4, 4, false],
  [5, 5, true],
  [5, 4, false],
  [10, 9, true],
  [19, 17, false],
  [19, 18, true],
  [20, 10, true],
  [20, 9, false],
])('of %i receipts, %i of them failures, a territory fails: %s', (receipts, failed, isFailing) => {
  expect(failingTerritories([receiptsOf('PF', receipts, failed)], [])).toHaveLength(
    isFailing ? 1 : 0,
  )
})
