import { describe, expect, it } from 'vitest'
import {
  isTransition,
  isUnderWay,
  type ReissueState,
  reissueStates,
  type Transition,
} from '../../shared/domain/reissue/reissue.ts'

describe('the states of a reissue', () => {
  it('allow these transitions and no other', () => {
    const transitions = reissueStates.flatMap((from) =>
      reissueStates.filter((to) => isTransition(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(transitions.sort()).toEqual([
      'accepted → cancelled',
      'accepted → sending',
      'sending → failed',
      'sending → sent',
      'sent → delivered',
      'sent → failed',
    ])
  })

  it('let no write be typed that goes another way', () => {
    const legal: Transition = { from: 'sending', to: 'sent' }
    // @ts-expect-error The carrier has it.
    const illegal: Transition = { from: 'sent', to: 'cancelled' }
    expect([legal, illegal].map(({ from, to }) => isTransition(from, to))).toEqual([true, false])
  })

  it('only go forward: none is ever reached again', () => {
    const reachable = (from: ReissueState): ReissueState[] =>
      reissueStates.filter((to) => isTransition(from, to)).flatMap((to) => [to, ...reachable(to)])
    for (const state of reissueStates) expect(reachable(state)).not.toContain(state)
  })

  it.each(['delivered', 'failed', 'cancelled'] as const)('end with %s', (state) => {
    expect(reissueStates.filter((to) => isTransition(state, to))).toEqual([])
    expect(isUnderWay(state)).toBe(false)
  })

  it('hold a new request back only until the SMS is handed over', () => {
    expect(reissueStates.filter(isUnderWay)).toEqual(['accepted', 'sending'])
  })

  it('never take the SMS back once the carrier has it', () => {
    expect(isTransition('sent', 'cancelled')).toBe(false)
    expect(isTransition('sending', 'cancelled')).toBe(false)
  })
})
