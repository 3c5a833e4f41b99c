import { randomInt, randomUUID } from 'node:crypto'
import { type Captcha, captchaMinutes, hashCode } from '../domain/captcha.ts'
import type { Keys } from '../domain/keys.ts'
import type { Captchas, Sessions } from '../domain/ports.ts'
import { secondsLater } from '../domain/reissue.ts'
import { confirms, type SessionClaim } from '../domain/session.ts'

/** A new security code for the voter who is signed in, or nothing without a session. */
export async function createCaptcha(
  { sessions, captchas, keys, drawCode }: Dependencies,
  claim: SessionClaim,
  now: Date,
): Promise<{ captcha: Captcha; code: string } | undefined> {
  if (!confirms(await sessions.findSpace(claim), claim, now)) return undefined
  const captchaId = randomUUID()
  const code = drawCode()
  const captcha: Captcha = {
    captchaId,
    voterId: claim.voterId,
    codeHash: hashCode(keys, captchaId, code),
    expiresAt: secondsLater(now, captchaMinutes * 60),
  }
  await captchas.keep(captcha)
  return { captcha, code }
}

/** Four digits, each of the 10,000 codes as likely as another. */
export function randomCode(): string {
  return String(randomInt(10_000)).padStart(4, '0')
}

interface Dependencies {
  sessions: Pick<Sessions, 'findSpace'>
  captchas: Captchas
  keys: Keys
  drawCode: () => string
}
