import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

/** Where a ledger ended at some time, to be signed and given to those who must not trust us. */
const ledgerHead = z.object({
  /** Whose ledger it is: the name of its bucket. */
  ledger: z.string(),
  segment: z.int(),
  number: z.int(),
  hash: z.string(),
  at: instantText,
})

export type LedgerHead = z.infer<typeof ledgerHead>

export interface LedgerSigner {
  /** @returns the signature, in DER */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** @returns SubjectPublicKeyInfo, in DER */
  publicKey(): Promise<Uint8Array>
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')

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
  signed: Bytes
  signature: Bytes
}

/** As Web Crypto takes them. */
type Bytes = Uint8Array<ArrayBuffer>

/** All heads in a text: also in e-mails that were saved, quoted or pasted. */
export function headsIn(text: string): SignedHead[] {
  return [...text.matchAll(blocks)].flatMap(([lines]) => {
    const word = lines.replace(/<[^>]*>|[^\w.-]/g, '')
    const [signed, signature = ''] = word.split('.') as [string, string?]
    const head = readHead(signed)
    if (!head) return []
    return [{ head, signed: new TextEncoder().encode(signed), signature: bytesIn(signature) }]
  })
}

/** All heads in what people saved of their mail, once each: as text, in base64 or quoted-printable, in UTF-16. */
export function headsInMails(saved: string): SignedHead[] {
  const text = saved.replaceAll('\0', '')
  const encoded = text.match(/(?:^[A-Za-z0-9+/]+={0,2}\r?$\n?)+/gm) ?? []
  const decoded = encoded.map((part) => new TextDecoder().decode(bytesIn(part)))
  // In quoted-printable, a line may end anywhere, with a sign that is no part of it.
  const found = [text, text.replace(/=\r?\n/g, ''), ...decoded].flatMap(headsIn)
  return onlyOnce(found)
}

export function onlyOnce(heads: readonly SignedHead[]): SignedHead[] {
  return [...new Map(heads.map((one) => [`${one.signed} ${one.signature}`, one])).values()]
}

function readHead(signed: string): LedgerHead | undefined {
  try {
    return ledgerHead.parse(JSON.parse(new TextDecoder().decode(bytesIn(signed))))
  } catch {
    return undefined
  }
}

/** Reads base64, base64url and PEM, in browsers too. @returns no byte of any other text */
export function bytesIn(base64: string): Bytes {
  const plain = base64
    .replace(/-----.*-----|\s/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** @param key SubjectPublicKeyInfo, in DER; a key of another kind has signed nothing */
export async function isSignedBy(head: SignedHead, key: Uint8Array): Promise<boolean> {
  // Web Crypto, since browsers have nothing else.
  const { subtle } = globalThis.crypto
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  try {
    const imported = await subtle.importKey('spki', Uint8Array.from(key), algorithm, false, [
      'verify',
    ])
    return await subtle.verify(algorithm, imported, rawSignature(head.signature), head.signed)
  } catch {
    return false
  }
}

/** @param der as openssl reads it @returns the two numbers of 32 bytes each, as Web Crypto wants them */
function rawSignature(der: Bytes): Bytes {
  const raw = new Uint8Array(64)
  let start = 4
  for (const end of [32, 64]) {
    const next = start + (der[start - 1] ?? 0)
    // A number is shorter when it begins with zeros, and longer by one that keeps it positive.
    const number = der.subarray(Math.max(start, next - 32), next)
    raw.set(number, end - number.length)
    start = next + 2
  }
  return raw
}

/** What people compare of a public key: SHA-256 of it, in groups of four characters. */
export function fingerprintOf(key: Uint8Array): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return hex.slice(0, 32).replace(/.{4}(?!$)/g, '$& ')
}
