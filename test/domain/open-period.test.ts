import { describe, expect, it } from 'vitest'
import { isOpen } from '../../shared/domain/open-period.ts'

const opensAt = new Date('2026-11-14T08:00:00.000Z')
const closesAt = new Date('2026-12-06T16:00:00.000Z')

describe('an open period', () => {
  it.each([
    ['closed one millisecond before it opens', '2026-11-14T07:59:59.999Z', false],
    ['open at its first instant', '2026-11-14T08:00:00.000Z', true],
    ['open in between', '2026-11-25T09:00:00.000Z', true],
    ['open one millisecond before it closes', '2026-12-06T15:59:59.999Z', true],
    ['closed at its last instant', '2026-12-06T16:00:00.000Z', false],
    ['closed afterwards', '2027-01-01T00:00:00.000Z', false],
  ])('is %s', (_, now, open) => {
    expect(isOpen(opensAt, closesAt, new Date(now))).toBe(open)
  })

  it('is never open when it opens and closes at one instant', () => {
    expect(isOpen(opensAt, opensAt, opensAt)).toBe(false)
  })
})
