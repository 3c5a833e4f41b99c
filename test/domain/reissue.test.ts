import { expect, test } from 'vitest'
import {
  isCancellable,
  isTransition,
  isUnderWay,
  reissueStates,
  type Transition,
} from '../../shared/domain/reissue/reissue.ts'

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

test('a request can be stopped until a sender takes it', () => {
  const states = reissueStates.filter((state) => isCancellable({ state }))
  expect(states).toEqual(['accepted', 'held'])
})
