import { findCaller } from '../../shared/access/signed-in.ts'
import {
  type Captcha,
  type Captchas,
  captchaMinutes,
  hashAnswer,
  newCaptchaId,
  signInOwner,
} from '../../shared/domain/account/captcha.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type CaptchaResult =
  | { outcome: 'created'; captcha: Captcha; code: string }
  | { outcome: 'unauthenticated' }

export async function createCaptcha(
  { sessions, voters, captchas, keys, generateCode, clock }: Dependencies,
  requester: SessionClaim | typeof signInOwner | undefined,
): Promise<CaptchaResult> {
  const now = clock()
  const owner =
    requester === signInOwner
      ? requester
      : (await findCaller({ sessions, voters }, requester, now))?.voter.voterId
  if (!owner) return { outcome: 'unauthenticated' }
  const captchaId = newCaptchaId(keys)
  const code = generateCode()
  const captcha: Captcha = {
    captchaId,
    voterId: owner,
    codeHash: hashAnswer(keys, captchaId, code),
    expiresAt: secondsLater(now, captchaMinutes * 60),
  }
  await captchas.store(captcha)
  return { outcome: 'created', captcha, code }
}

interface Dependencies extends Pick<ReissuePorts, 'sessions' | 'voters' | 'clock'> {
  captchas: Pick<Captchas, 'store'>
  keys: KeysFor<'captcha-code'>
  generateCode: () => string
}
