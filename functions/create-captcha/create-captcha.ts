import { signedIn } from '../../shared/access/signed-in.ts'
import {
  type Captcha,
  type Captchas,
  captchaMinutes,
  hashCode,
  newCaptchaId,
  signInPage,
} from '../../shared/domain/account/captcha.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

export type CaptchaCreation =
  | { outcome: 'created'; captcha: Captcha; code: string }
  | { outcome: 'unauthenticated' }

export async function createCaptcha(
  { sessions, voters, captchas, keys, drawCode, clock }: Dependencies,
  asker: SessionClaim | typeof signInPage | undefined,
): Promise<CaptchaCreation> {
  if (!asker) return { outcome: 'unauthenticated' }
  const now = clock()
  if (asker !== signInPage && !(await signedIn({ sessions, voters }, asker, now))) {
    return { outcome: 'unauthenticated' }
  }
  const captchaId = newCaptchaId(keys)
  const code = drawCode()
  const captcha: Captcha = {
    captchaId,
    voterId: asker === signInPage ? signInPage : asker.voterId,
    codeHash: hashCode(keys, captchaId, code),
    expiresAt: secondsLater(now, captchaMinutes * 60),
  }
  await captchas.keep(captcha)
  return { outcome: 'created', captcha, code }
}

interface Dependencies {
  sessions: Pick<Sessions, 'findSpace'>
  voters: Pick<Voters, 'find'>
  captchas: Pick<Captchas, 'keep'>
  keys: KeysFor<'captcha-code'>
  drawCode: () => string
  clock: Clock<ElectionInstant>
}
