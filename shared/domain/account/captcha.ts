import { type KeysFor, keyedHash } from '../keys.ts'

/** How long a security code may be answered. */
export const captchaMinutes = 10

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

export function hashCode(keys: KeysFor<'captcha-code'>, captchaId: string, code: string): string {
  return keyedHash(keys['captcha-code'], captchaId, code)
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
    now: Date,
  ): Promise<boolean>
}
