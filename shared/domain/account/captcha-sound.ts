import { captchaDigits } from '../code-lengths.ts'
import { decrypt, encrypt } from '../encryption.ts'
import type { KeysFor } from '../keys.ts'

// The URL of a code's sound carries the code, encrypted. So the function that speaks it reads no table, and speaks no
// code that was not drawn.

const boundTo = 'sound'

/** @returns the key's version, a point and 60 characters of base64url */
export function sealCode(
  keys: KeysFor<'captcha-sound'>,
  code: string,
  expiresAt: WallInstant,
): string {
  return encrypt(keys['captcha-sound'], boundTo, code + expiresAt.getTime())
}

/** Returns the code until it expires, and undefined for anything that was not sealed here. */
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
