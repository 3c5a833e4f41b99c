import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type KeyVersions, requireVersion, versionIdOf } from './keys.ts'

const [nonceBytes, tagBytes] = [12, 16]

export function encrypt([{ id, key }]: KeyVersions, context: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const payload = Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])
  return `${id}.${payload.toString('base64url')}`
}

/** @throws if the context differs, the key is retired or unknown, or the text was tampered with */
export function decrypt(versions: KeyVersions, context: string, encryptedText: string): string {
  const { id, key } = requireVersion(versions, versionIdOf(encryptedText))
  const bytes = Buffer.from(encryptedText.slice(id.length + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const ciphertext = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()
}
