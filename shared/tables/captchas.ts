import type { Captcha } from '../domain/account/captcha.ts'
import { type ExpiringItem, fromExpiringItem, type Stored, toStored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type CaptchaItem = Stored<Captcha> & ExpiringItem

export const captchasTable = {
  constructId: 'Captchas',
  description: 'A captcha, which allows one answer, right or wrong.',
  partitionKey: { name: 'captchaId', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    captchaId: 'key id and random bits',
    voterId: 'voter to whom it was shown, or `sign-in`',
    codeHash: 'keyed hash of the four digits',
    expiresAt: 'when it expires',
    reissueId: 'request for which it was used',
    ttl: 'seconds; a week after `expiresAt`',
  },
  retention: 'until a sign-in or the booth uses it, or a week after expiry.',
} as const satisfies TableDefinition<CaptchaItem>

export function toCaptchaItem(captcha: Captcha): CaptchaItem {
  return { ...toStored(captcha), ttl: ttlOf(captcha.expiresAt) }
}

export const fromCaptchaItem = fromExpiringItem<Captcha>
