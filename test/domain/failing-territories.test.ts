import { describe, expect, it } from 'vitest'
import { failingTerritories } from '../../shared/domain/sms/failing-territories.ts'

describe('a territory', () => {
  const receiptsOf = (territory: string, receipts: number, failed: number) => ({
    ...{ territory, receipts, failed },
    handedOver: [],
  })

  it('is failing when half of twenty receipts say so, of those that came since', () => {
    const before = [receiptsOf('FR', 1000, 900), receiptsOf('RE', 100, 0)]
    const now = [receiptsOf('FR', 1020, 909), receiptsOf('RE', 120, 10), receiptsOf('PF', 20, 20)]
    expect(failingTerritories(now, before)).toEqual([
      { territory: 'RE', receipts: 20, failed: 10 },
      { territory: 'PF', receipts: 20, failed: 20 },
    ])
    expect(failingTerritories([receiptsOf('RE', 119, 19)], before)).toEqual([])
  })
})
