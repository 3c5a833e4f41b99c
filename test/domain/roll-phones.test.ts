import { expect, test } from 'vitest'
import type { FormerPhone } from '../../shared/domain/account/known-phone.ts'
import { acceptsRollPhone } from '../../shared/domain/roll/roll-phones.ts'
import type { KnownPhone } from '../../shared/domain/voter/voter.ts'
import { aVoter } from '../builders/values.ts'

test.each([
  ['a voter who never had one accepts', {}, true],
  ['a voter who set one refuses', { knownPhone: {} as KnownPhone }, false],
  ['a voter who removed theirs refuses', { formerPhone: {} as FormerPhone }, false],
])('%s a phone of the roll', (_, phones, accepts) => {
  expect(acceptsRollPhone(aVoter(phones))).toBe(accepts)
})
