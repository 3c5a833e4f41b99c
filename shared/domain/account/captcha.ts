import { randomInt, randomUUID } from 'node:crypto'
import { captchaDigits } from '../code-lengths.ts'
import { decrypt, encrypt } from '../encryption.ts'
import { type KeysFor, keyedHash, versionWith } from '../keys.ts'

export const captchaMinutes = 10

/** For whom a code is drawn when nobody is signed in. No voter's id reads like this. */
export const signInPage = 'sign-in'

/** A security code shown to one voter, or on the sign-in page. It serves one request, whether the answer was right or wrong. */
export interface Captcha {
  captchaId: string
  /** For whom it was drawn: a voter, or `signInPage`. */
  voterId: string
  codeHash: string
  expiresAt: ElectionInstant
  reissueId?: string
}

const versionBytes = 6

/** A UUID whose first 48 bits are the version of its code's key: whoever answers it hashes with the same (RFC 9562, version 8). */
export function newCaptchaId(keys: KeysFor<'captcha-code'>): string {
  const [{ id }] = keys['captcha-code']
  const hex = Buffer.from(id, 'base64url').toString('hex')
  const random = randomUUID().slice('00000000-0000-4'.length)
  return `${hex.slice(0, 8)}-${hex.slice(8)}-8${random}`
}

/** Each of the 10,000 codes as likely as another. */
export function randomCode(): string {
  return String(randomInt(10 ** captchaDigits)).padStart(captchaDigits, '0')
}

export function hashCode(keys: KeysFor<'captcha-code'>, captchaId: string, code: string): string {
  const versions = keys['captcha-code']
  const hex = captchaId.replaceAll('-', '').slice(0, versionBytes * 2)
  const made = Buffer.from(hex, 'hex').toString('base64url')
  const { key } = versionWith(versions, made) ?? versions[0]
  return keyedHash(key, captchaId, code)
}

export interface Captchas {
  keep(captcha: Captcha): Promise<void>
  /**
   * Uses a code up, whether the answer is right or wrong. One that was shown to another owner, or that a
   * reissue answers, stays as it is.
   * @returns whether the answer is right, and in time
   */
  answer(
    answer: { captchaId: string; codeHash: string; owner: string },
    now: ElectionInstant,
  ): Promise<boolean>
}

// What is said of a security code when somebody asks to listen stands in the address of its sound, sealed: no
// table is read for it, nothing is said of a code that was never drawn, and no function but the one that draws
// codes has to know how.

/** What each is bound to: it holds all that it is about. */
const boundTo = 'sound'

/** @returns the key's version, and after a point 60 characters of base64url */
export function sealCode(
  keys: KeysFor<'captcha-sound'>,
  code: string,
  expiresAt: WallInstant,
): string {
  return encrypt(keys['captcha-sound'], boundTo, code + expiresAt.getTime())
}

/** The code, until it expires; undefined of whatever was not sealed here. */
export function unsealCode(
  keys: KeysFor<'captcha-sound'>,
  sealed: string,
  now: WallInstant,
): string | undefined {
  if (!/\.[\w-]{60}$/.test(sealed)) return undefined
  try {
    const text = decrypt(keys['captcha-sound'], boundTo, sealed)
    return Number(text.slice(captchaDigits)) > now.getTime()
      ? text.slice(0, captchaDigits)
      : undefined
  } catch {
    return undefined
  }
}
