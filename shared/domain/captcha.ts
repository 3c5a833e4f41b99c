import { type LimitedCounter, limitedCounter } from './attempts.ts'
import { type Keys, keyedHash } from './keys.ts'
import { networkCodesLimit, voterCodesLimit, type WorkLimit } from './limits.ts'

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

/**
 * How many codes a voter drew in a window, in whatever session, or the sign-in page of one network. A code that
 * opens a sign-in is given back: what counts is in the end those that failed.
 */
export function codesDrawn(
  keys: Keys,
  owner: string,
  network: string,
  now: Date,
): LimitedCounter & { limit: WorkLimit } {
  const [limit, subject] =
    owner === signInPage ? [networkCodesLimit, network] : [voterCodesLimit, owner]
  return { ...limitedCounter(keys, limit, [subject], now), limit }
}
