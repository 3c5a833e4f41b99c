import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { parseMatch } from '../read-text.ts'

// OWASP recommends this memory, number of passes and parallelism for argon2id.
const hashCost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const phcFormat = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const computeArgon2 = promisify(argon2)

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await computeArgon2('argon2id', { message: bytes(password), nonce, ...hashCost })
  const { memory, passes, parallelism } = hashCost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** Compares with a dummy if no hash is stored, so that the response time reveals no account. @throws Error if the hash is malformed */
export async function verifyPassword(
  password: string,
  storedHash: string | undefined,
): Promise<boolean> {
  const storedHashParts = parseMatch(
    storedHash ?? dummyHash,
    phcFormat,
    (memory, passes, lanes, nonce, tag) => ({
      ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(lanes) },
      nonce: Buffer.from(nonce, 'base64'),
      expectedTag: Buffer.from(tag, 'base64'),
    }),
  )
  if (!storedHashParts) throw new Error('A stored password hash cannot be read')
  const { expectedTag, ...parameters } = storedHashParts
  const input = { message: bytes(password), tagLength: expectedTag.length }
  const actualTag = await computeArgon2('argon2id', { ...input, ...parameters })
  return timingSafeEqual(actualTag, expectedTag) && storedHash !== undefined
}

const dummyHash = `$argon2id$v=19$m=${hashCost.memory},t=${hashCost.passes},p=${hashCost.parallelism}$${base64(
  Buffer.alloc(16),
)}$${base64(Buffer.alloc(32))}`

/** Its hash needs only 64 KiB, since functions that hash passwords check it at each cold start. */
const testVector = {
  password: 'a known password of ours',
  hash: '$argon2id$v=19$m=64,t=2,p=1$bIt2zPHkS1Z2Jdl0tF2+3Q$tJOBc9U4Cs+kWYN1KokcVFjWRKqZmQcQeXv0k7OZK44',
}

export async function checkPasswordHashing({ password, hash } = testVector): Promise<void> {
  if (await verifyPassword(password, hash)) return
  throw new Error('This runtime hashes passwords to something else')
}

function bytes(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'))
}

function base64(buffer: Buffer): string {
  return buffer.toString('base64').replace(/=+/, '')
}

export interface Passwords {
  set(change: {
    voterId: string
    tokenHash: string
    passwordHash: string
    isReplacement: boolean
    at: ElectionInstant
  }): Promise<'set' | 'link-expired'>
}
