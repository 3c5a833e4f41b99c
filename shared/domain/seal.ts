import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const [nonceBytes, tagBytes] = [12, 16]

/**
 * AES-256-GCM: base64url of nonce (12 bytes), tag (16) and ciphertext.
 * @param boundTo what the text belongs to: it is opened for nothing else
 */
export function seal(key: KeyObject, boundTo: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(boundTo))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')
}

/** @throws Error when it was sealed for something else, with another key, or tampered with */
export function unseal(key: KeyObject, boundTo: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(boundTo))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const ciphertext = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()
}
