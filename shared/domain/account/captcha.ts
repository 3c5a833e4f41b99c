import { randomInt, randomUUID } from 'node:crypto'
import { captchaDigits } from '../code-lengths.ts'
import { findVersion, type KeysFor, keyedHash } from '../keys.ts'

export const captchaMinutes = 10

/** Owner of the captchas for sign-in. No voter has this id, since voters' ids have 22 characters. */
export const signInOwner = 'sign-in'

export interface Captcha {
  captchaId: string
  voterId: string
  codeHash: string
  expiresAt: ElectionInstant
  reissueId?: string
}

const versionIdBytes = 6

/** Returns a UUID (RFC 9562, version 8) whose first 48 bits are the key version's id. */
export function newCaptchaId(keys: KeysFor<'captcha-code'>): string {
  const [{ id }] = keys['captcha-code']
  const hex = Buffer.from(id, 'base64url').toString('hex')
  const randomPart = randomUUID().slice('00000000-0000-4'.length)
  return `${hex.slice(0, 8)}-${hex.slice(8)}-8${randomPart}`
}

export function randomCode(): string {
  return String(randomInt(10 ** captchaDigits)).padStart(captchaDigits, '0')
}

export function hashAnswer(keys: KeysFor<'captcha-code'>, captchaId: string, code: string): string {
  const versions = keys['captcha-code']
  const hex = captchaId.replaceAll('-', '').slice(0, versionIdBytes * 2)
  const versionId = Buffer.from(hex, 'hex').toString('base64url')
  const { key } = findVersion(versions, versionId) ?? versions[0]
  return keyedHash(key, captchaId, code)
}

export interface Captchas {
  store(captcha: Captcha): Promise<void>
  answer(
    answer: { captchaId: string; codeHash: string; owner: string },
    now: ElectionInstant,
  ): Promise<boolean>
}
