import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

/** Where a ledger ended at some time, to be signed and given to those who must not trust us. */
const ledgerHead = z.object({
  /** Whose ledger it is: the name of its bucket. */
  ledger: z.string(),
  /** The last of its segments. */
  segment: z.int(),
  /** Of its last entry, as `LedgerEnd` has it. */
  number: z.int(),
  hash: z.string(),
  at: instantText,
})

export type LedgerHead = z.infer<typeof ledgerHead>

export interface LedgerSigner {
  /** @returns the signature, in DER */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  publicKey(): Promise<KeyObject>
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** The bytes to sign. */
export function headToSign(head: LedgerHead): Buffer {
  return Buffer.from(base64url(JSON.stringify(head)))
}

const begin = '-----BEGIN REASSORT HEAD-----'
const end = '-----END REASSORT HEAD-----'
const blocks = /(?<=BEGIN\sREASSORT\sHEAD-----)[\s\S]*?(?=-----END\sREASSORT\sHEAD)/g

/**
 * Lines that a mail may wrap as it likes. Between the first and the last, `<head>.<signature>`, both base64url; the
 * signature is ECDSA's of SHA-256, in DER, which openssl reads, of the text of the head before it is decoded.
 */
export function signedHead(head: LedgerHead, signature: Uint8Array): string {
  const word = `${headToSign(head)}.${Buffer.from(signature).toString('base64url')}`
  return [begin, word.replace(/.{64}(?!$)/g, '$&\n'), end].join('\n')
}

export interface SignedHead {
  head: LedgerHead
  signed: Buffer
  signature: Buffer
}

/** All that a text holds, of mails that were saved, quoted or pasted too. */
export function headsIn(text: string): SignedHead[] {
  return [...text.matchAll(blocks)].flatMap(([lines]) => {
    const word = lines.replace(/<[^>]*>|[^\w.-]/g, '')
    const [signed, signature = ''] = word.split('.') as [string, string?]
    const head = readHead(Buffer.from(signed, 'base64url').toString())
    if (!head) return []
    return [{ head, signed: Buffer.from(signed), signature: Buffer.from(signature, 'base64url') }]
  })
}

function readHead(text: string): LedgerHead | undefined {
  try {
    return ledgerHead.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function isSignedBy({ signed, signature }: SignedHead, key: KeyObject): boolean {
  return verify('sha256', signed, key, signature)
}

/** @param der SubjectPublicKeyInfo, as KMS gives it */
export function publicKeyOf(der: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
}

/** What people compare of a public key: SHA-256 of it, in groups of four characters. */
export function fingerprintOf(key: KeyObject): string {
  const der = key.export({ format: 'der', type: 'spki' })
  const hex = createHash('sha256').update(der).digest('hex')
  return hex.slice(0, 32).replace(/.{4}(?!$)/g, '$& ')
}
