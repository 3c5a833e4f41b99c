import { captchaDigits } from '../code-lengths.ts'
import { decrypt, encrypt } from '../encryption.ts'
import type { KeysFor } from '../keys.ts'

const context = 'sound'

export function sealCode(
  keys: KeysFor<'captcha-sound'>,
  code: string,
  expiresAt: WallInstant,
): string {
  return encrypt(keys['captcha-sound'], context, code + expiresAt.getTime())
}

export function unsealCode(
  keys: KeysFor<'captcha-sound'>,
  sealedCode: string,
  now: WallInstant,
): string | undefined {
  if (!/\.[\w-]{60}$/.test(sealedCode)) return undefined
  try {
    const text = decrypt(keys['captcha-sound'], context, sealedCode)
    return Number(text.slice(captchaDigits)) > now.getTime()
      ? text.slice(0, captchaDigits)
      : undefined
  } catch {
    return undefined
  }
}
