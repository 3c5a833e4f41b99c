import type { Captcha } from '../domain/account/captcha.ts'
import { fromExpiring } from './expiring.ts'
import { type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import { type Expiring, ttlOf } from './time-to-live.ts'

export type CaptchaItem = Stored<Captcha> & Expiring

export const captchasTable = {
  constructId: 'Captchas',
  holds: 'A security code that was shown. It serves once, right or wrong.',
  partitionKey: { name: 'captchaId', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    captchaId: 'random',
    voterId: 'to whom it was shown; `sign-in` on the sign-in page',
    codeHash: 'keyed hash of the four digits',
    expiresAt: 'until when it may be answered',
    reissueId: 'the reissue that was admitted with it',
    ttl: 'seconds; a week after `expiresAt`',
  },
  stays: 'until a sign-in answers it, or it has expired a week ago.',
} as const satisfies TableDefinition<CaptchaItem>

export function toCaptchaItem(captcha: Captcha): CaptchaItem {
  return { ...toStored(captcha), ttl: ttlOf(captcha.expiresAt) }
}

export const fromCaptchaItem = fromExpiring<Captcha>
