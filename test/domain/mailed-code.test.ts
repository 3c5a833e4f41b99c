import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMailedCode, mailedCode } from '../../shared/domain/account/mailed-code.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { bothClocks, keys, now, otherKeys, otherVoterId, voterId } from '../builders/values.ts'

const owner = { voterId, sessionEpoch: 3 }
const code = mailedCode(keys, owner, now)
const isGood = (typed: string | undefined, at = now) => isMailedCode(keys, owner, typed, at)

test('the code of an e-mail is twelve digits, however they are typed', () => {
  expect(code).toMatch(/^\d{12}$/)
  const groups = code.replace(/(.{4})(?=.)/g, '$1 ')
  for (const typed of [code, groups, ` ${groups}\n`, code.replace(/(.{4})(?=.)/g, '$1-')]) {
    expect(isGood(typed)).toBe(true)
  }
})

test('the code of an e-mail is good for a day at least and two at most, whenever it is mailed', () => {
  const instants = fc.date({ min: now, max: secondsLater(now, 2 * 86_400), noInvalidDate: true })
  fc.assert(
    fc.property(instants.map(bothClocks), (mailedAt) => {
      const mailed = mailedCode(keys, owner, mailedAt)
      expect(isGood(mailed, mailedAt)).toBe(true)
      expect(isGood(mailed, secondsLater(mailedAt, 86_400))).toBe(true)
      expect(isGood(mailed, secondsLater(mailedAt, 2 * 86_400))).toBe(false)
      expect(isGood(mailed, secondsLater(mailedAt, -86_400))).toBe(false)
    }),
  )
})

test('the code of an e-mail is the same from midnight to midnight UTC', () => {
  const at = (time: string) => mailedCode(keys, owner, bothClocks(time))
  expect(at('2026-11-25T00:00:00.000Z')).toBe(code)
  expect(at('2026-11-25T23:59:59.999Z')).toBe(code)
  expect(at('2026-11-26T00:00:00.000Z')).not.toBe(code)
})

test('the code of an e-mail is good for nobody else, in no other election, not after a new password, and no guess is', () => {
  expect(isMailedCode(keys, { ...owner, voterId: otherVoterId }, code, now)).toBe(false)
  expect(isMailedCode(otherKeys, owner, code, now)).toBe(false)
  expect(isMailedCode(keys, { ...owner, sessionEpoch: 4 }, code, now)).toBe(false)
  for (const guess of [undefined, '000000000000', 'x'.repeat(12), '٤'.repeat(12)])
    expect(isGood(guess)).toBe(false)
})
