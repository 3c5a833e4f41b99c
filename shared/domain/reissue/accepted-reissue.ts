import type { KeysFor } from '../keys.ts'
import { type Phone, territoryOf } from '../sms/phone.ts'
import { hashPhone, sealPhone } from '../sms/sealed-phone.ts'
import { mailDueOf, smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

export function acceptedReissue(
  keys: KeysFor<'phone-hash' | 'phone-seal'>,
  request: {
    reissueId: string
    voterId: string
    phone: Phone
    maskedPhone: string
    expectedAt: ElectionInstant
    now: ElectionInstant
  },
): Reissue {
  const { reissueId, voterId, phone, maskedPhone, expectedAt, now } = request
  return {
    reissueId,
    voterId,
    state: 'accepted',
    history: [{ state: 'accepted', at: now }],
    requestedAt: now,
    ...smsTimes(expectedAt),
    phoneHash: hashPhone(keys, phone),
    maskedPhone,
    phoneEnding: phone.slice(-4),
    territory: territoryOf(phone),
    sealedPhone: sealPhone(keys, reissueId, phone),
    mailDueAt: mailDueOf(now),
  }
}
