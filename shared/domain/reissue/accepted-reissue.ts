import type { KeysFor } from '../keys.ts'
import { maskPhone, type Phone, territoryOf } from '../sms/phone.ts'
import { hashPhone, sealPhone } from '../sms/sealed-phone.ts'
import { mailDueOf, smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

export function acceptedReissue(
  keys: KeysFor<'phone-hash' | 'phone-seal'>,
  request: {
    reissueId: string
    voterId: string
    phone: Phone
    expectedAt: ElectionInstant
    now: ElectionInstant
  },
): Reissue {
  const { reissueId, voterId, phone, expectedAt, now } = request
  return {
    reissueId,
    voterId,
    state: 'accepted',
    history: [{ state: 'accepted', at: now }],
    requestedAt: now,
    ...smsTimes(expectedAt),
    phoneHash: hashPhone(keys, phone),
    maskedPhone: maskPhone(phone),
    phoneEnding: phone.slice(-4),
    territory: territoryOf(phone),
    sealedPhone: sealPhone(keys, reissueId, phone),
    mailDueAt: mailDueOf(now),
  }
}
