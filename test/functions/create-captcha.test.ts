import { expect, test } from 'vitest'
import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import {
  captchaMinutes,
  hashAnswer,
  randomCode,
  signInOwner,
} from '../../shared/domain/account/captcha.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { keys, minutes } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'

const { tables, voter, ports } = await forEachTest(aVoterWorld)

const create = (asker: SessionClaim | typeof signInOwner | undefined) =>
  createCaptcha({ ...ports, generateCode: () => '0042' }, asker)

async function created(asker: SessionClaim | typeof signInOwner = voter.session) {
  const result = await create(asker)
  if (result.outcome !== 'created') throw new Error(result.outcome)
  return result
}

test('a captcha is kept for the voter who asked, for ten minutes, as a keyed hash only', async () => {
  const { captcha, code } = await created()
  const { captchaId } = captcha
  expect(code).toBe('0042')
  expect(tables.look.captcha(captchaId)).toEqual({
    captchaId,
    voterId: voter.voterId,
    codeHash: hashAnswer(keys, captchaId, '0042'),
    expiresAt: minutes(captchaMinutes),
  })
  expect(JSON.stringify(tables.look.captcha(captchaId))).not.toContain('0042')
})

test('a captcha is drawn for nobody who is not signed in', async () => {
  expect(await create(undefined)).toEqual({ outcome: 'unauthenticated' })
  expect(tables.look.everything().captchas.size).toBe(0)
})

test('a captcha is kept for the sign-in page when it is asked for there, session or not', async () => {
  const { captcha } = await created(signInOwner)
  expect(captcha.voterId).toBe(signInOwner)
  expect(tables.look.captcha(captcha.captchaId)).toEqual(captcha)
})

test('a captcha is drawn as four digits, leading zeros included', () => {
  const codes = Array.from({ length: 2000 }, randomCode)
  expect(codes.every((code) => /^\d{4}$/.test(code))).toBe(true)
  // One code in ten begins with 0: none in 2,000 would happen once in 10^91 runs.
  expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  expect(new Set(codes).size).toBeGreaterThan(1000)
})
