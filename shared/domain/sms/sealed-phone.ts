import { decrypt, encrypt } from '../encryption.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Phone } from './phone.ts'

// A table holds no number in clear: a keyed hash tells one phone from another, and the number itself is
// encrypted for as long as an SMS is to be sent to it.

export function hashPhone(keys: KeysFor<'phone-hash'>, phone: Phone): string {
  return keyedHash(keys['phone-hash'], phone)
}

/** Bound to the reissue. */
export function sealPhone(keys: KeysFor<'phone-seal'>, reissueId: string, phone: Phone): string {
  return encrypt(keys['phone-seal'], reissueId, phone)
}

/** @throws Error when there is no sealed phone, when it is not this reissue's, or when it was tampered with */
export function unsealPhone(
  keys: KeysFor<'phone-seal'>,
  reissue: { reissueId: string; sealedPhone?: string },
): Phone {
  if (!reissue.sealedPhone) throw new Error('This reissue holds no phone number any more')
  return decrypt(keys['phone-seal'], reissue.reissueId, reissue.sealedPhone) as Phone
}
