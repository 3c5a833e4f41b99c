import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Phone } from './phone.ts'

// A table holds no number in clear: a keyed hash tells one phone from another, and the number itself is
// encrypted for as long as an SMS is to be sent to it.

export function hashPhone(keys: KeysFor<'phone-hash'>, phone: Phone): string {
  return keyedHash(keys['phone-hash'], phone)
}

/** AES-256-GCM, bound to the reissue: base64url of nonce (12 bytes), tag (16) and ciphertext. */
export function sealPhone(keys: KeysFor<'phone-seal'>, reissueId: string, phone: Phone): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys['phone-seal'], nonce)
  cipher.setAAD(Buffer.from(reissueId))
  const ciphertext = Buffer.concat([cipher.update(phone, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')
}

/** @throws Error when there is no seal, when it is not this reissue's, or when it was tampered with */
export function unsealPhone(
  keys: KeysFor<'phone-seal'>,
  reissue: { reissueId: string; sealedPhone?: string },
): Phone {
  if (!reissue.sealedPhone) throw new Error('This reissue holds no phone number any more')
  const sealed = Buffer.from(reissue.sealedPhone, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keys['phone-seal'], sealed.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(reissue.reissueId))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString() as Phone
}
