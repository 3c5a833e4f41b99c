import { type Keys, keyedHash } from './keys.ts'

export const captchaMinutes = 10

/** A security code shown to one voter. It serves one request, whether the answer was right or wrong. */
export interface Captcha {
  captchaId: string
  voterId: string
  codeHash: string
  expiresAt: Date
  /** The request that answered it. */
  reissueId?: string
}

export function hashCode(keys: Keys, captchaId: string, code: string): string {
  return keyedHash(keys['captcha-code'], captchaId, code)
}
