import { decrypt, encrypt } from '../encryption.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Phone } from './phone.ts'

export function hashPhone(keys: KeysFor<'phone-hash'>, phone: Phone): string {
  return keyedHash(keys['phone-hash'], phone)
}

export function sealPhone(keys: KeysFor<'phone-seal'>, reissueId: string, phone: Phone): string {
  return encrypt(keys['phone-seal'], reissueId, phone)
}

/** @throws Error if the phone is absent, tampered with or from another request, or its key was retired */
export function unsealPhone(
  keys: KeysFor<'phone-seal'>,
  reissue: { reissueId: string; sealedPhone?: string },
): Phone {
  if (!reissue.sealedPhone) throw new Error('The reissue has no phone')
  return decrypt(keys['phone-seal'], reissue.reissueId, reissue.sealedPhone) as Phone
}
