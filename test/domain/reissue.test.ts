import { expect, test } from 'vitest'
import {
  isCancellable,
  isTransition,
  isUnderWay,
  reissueStates,
  type Transition,
} from '../../shared/domain/reissue/reissue.ts'
import { now } from '../builders/values.ts'

test('a write between states that no transition joins does not compile', () => {
  const legal: Transition = { from: ['accepted', 'held'], to: 'sending' }
  // @ts-expect-error No transition leads from `sent` to `cancelled`: the carrier has the SMS.
  const illegal: Transition = { from: ['accepted', 'sent'], to: 'cancelled' }
  const isLegal = ({ from, to }: Transition) => from.every((state) => isTransition(state, to))
  expect([legal, illegal].map(isLegal)).toEqual([true, false])
})

test('a new request waits only until the SMS of the last is handed over', () => {
  expect(reissueStates.filter(isUnderWay)).toEqual(['accepted', 'held', 'sending'])
})

test('a request can be stopped until a sender takes it, and again only once SNS certainly refused its SMS', () => {
  const states = ['accepted', 'held', 'sending'] as const
  expect(reissueStates.filter((state) => isCancellable({ state }))).toEqual([...states])
  for (const attempt of [{ takenOver: true }, { leaseEndsAt: now }] as const)
    expect(states.filter((state) => isCancellable({ state, ...attempt }))).toEqual([])
})
