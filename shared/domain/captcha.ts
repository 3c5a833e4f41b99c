import { type Keys, keyedHash } from './keys.ts'

/** For whom a code is drawn when nobody is signed in. No voter's id reads like this. */
export const signInPage = 'sign-in'

/** A security code shown to one voter, or on the sign-in page. It serves one request, whether the answer was right or wrong. */
export interface Captcha {
  captchaId: string
  /** For whom it was drawn: a voter, or `signInPage`. */
  voterId: string
  codeHash: string
  expiresAt: Date
  /** The request that answered it. */
  reissueId?: string
}

export function hashCode(keys: Keys, captchaId: string, code: string): string {
  return keyedHash(keys['captcha-code'], captchaId, code)
}
