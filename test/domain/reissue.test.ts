import { describe, expect, it } from 'vitest'
import {
  isStoppable,
  isTransition,
  isUnderWay,
  reissueStates,
  type Transition,
} from '../../shared/domain/reissue/reissue.ts'

describe('the states of a reissue', () => {
  it('let no write be typed that goes another way', () => {
    const legal: Transition = { from: ['accepted', 'held'], to: 'sending' }
    // @ts-expect-error The carrier has it.
    const illegal: Transition = { from: ['accepted', 'sent'], to: 'cancelled' }
    const isLegal = ({ from, to }: Transition) => from.every((state) => isTransition(state, to))
    expect([legal, illegal].map(isLegal)).toEqual([true, false])
  })

  it('hold a new request back only until the SMS is handed over', () => {
    expect(reissueStates.filter(isUnderWay)).toEqual(['accepted', 'held', 'sending'])
  })

  it('can be stopped until a sender takes it, and not by a hold after that', () => {
    expect(reissueStates.filter((state) => isStoppable({ state }))).toEqual(['accepted', 'held'])
    expect(isStoppable({ state: 'held', takenOver: true })).toBe(false)
  })
})
