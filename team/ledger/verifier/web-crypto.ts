import { sha256 } from '@noble/hashes/sha2.js'

// Replaces `node:crypto` in the page. Web Crypto hashes asynchronously, which is too slow for millions of lines.
export function createHash(_algorithm: 'sha256') {
  const hash = sha256.create()
  return {
    update(content: string | Uint8Array) {
      hash.update(typeof content === 'string' ? new TextEncoder().encode(content) : content)
      return this
    },
    digest(encoding: 'hex' | 'base64url'): string {
      const bytes = hash.digest()
      if (encoding === 'hex') {
        return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
      }
      const base64 = btoa(String.fromCharCode(...bytes))
      return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    },
  }
}
