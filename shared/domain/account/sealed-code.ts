import type { KeysFor } from '../keys.ts'
import { seal, unseal } from '../seal.ts'

// What is said of a security code when somebody asks to listen stands in the address of its sound, sealed: no
// table is read for it, nothing is said of a code that was never drawn, and no function but the one that draws
// codes has to know how.

/** What every seal is bound to: it holds all that it is about. */
const boundTo = 'sound'

/** @param code 4 digits @returns the key's version, and after a point 60 characters of base64url */
export function sealCode(keys: KeysFor<'captcha-sound'>, code: string, expiresAt: Date): string {
  return seal(keys['captcha-sound'], boundTo, code + expiresAt.getTime())
}

/** The code, until it expires; undefined of whatever was not sealed here. */
export function unsealCode(
  keys: KeysFor<'captcha-sound'>,
  sealed: string,
  now: Date,
): string | undefined {
  if (!/\.[\w-]{60}$/.test(sealed)) return undefined
  try {
    const text = unseal(keys['captcha-sound'], boundTo, sealed)
    return Number(text.slice(4)) > now.getTime() ? text.slice(0, 4) : undefined
  } catch {
    return undefined
  }
}
