import { describe, expect, it } from 'vitest'
import { rateSharesOf } from '../../lib/rate-shares.ts'

const rates = Array.from({ length: 999 }, (_, index) => index + 2)

describe('the shares of a rate', () => {
  it.each([
    [20, 2, 10],
    [2, 2, 1],
    [3, 3, 1],
    [7, 7, 1],
    [9, 3, 3],
    [1000, 50, 20],
  ])('of %d SMS a second are %d senders’, %d each', (rate, senders, perSecondEach) => {
    expect(rateSharesOf(rate)).toMatchObject({ senders, perSecondEach })
  })

  it('are whole, never more than the rate together, and waste less than 2 % of it', () => {
    for (const rate of rates) {
      const { senders, perSecondEach } = rateSharesOf(rate)
      expect(Number.isInteger(perSecondEach) && perSecondEach >= 1).toBe(true)
      expect(senders).toBeGreaterThanOrEqual(2)
      expect(senders * perSecondEach).toBeLessThanOrEqual(rate)
      expect(senders * perSecondEach).toBeGreaterThan(rate * 0.98)
    }
  })

  it('waste nothing of a rate that is small', () => {
    for (const rate of rates.filter((one) => one <= 25)) {
      const { senders, perSecondEach } = rateSharesOf(rate)
      expect(senders * perSecondEach).toBe(rate)
    }
  })

  it('are no more than one sender can keep up with', () => {
    for (const rate of rates) expect(rateSharesOf(rate).perSecondEach).toBeLessThanOrEqual(21)
  })

  it('are few: at most 50 senders run at once', () => {
    expect(Math.max(...rates.map((rate) => rateSharesOf(rate).senders))).toBeLessThanOrEqual(50)
  })
})
