import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

const ledgerHead = z.object({
  /** Bucket name. */
  ledger: z.string(),
  segment: z.int(),
  number: z.int(),
  hash: z.string(),
  at: instantText,
})

export type LedgerHead = z.infer<typeof ledgerHead>

export interface LedgerSigner {
  /** Returns an ECDSA P-256 signature in DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** Returns SubjectPublicKeyInfo in DER. */
  publicKey(): Promise<Uint8Array>
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')

export function bytesToSign(head: LedgerHead): Buffer {
  return Buffer.from(base64url(JSON.stringify(head)))
}

const beginLine = '-----BEGIN REASSORT HEAD-----'
const endLine = '-----END REASSORT HEAD-----'
const blockPattern = /(?<=BEGIN\sREASSORT\sHEAD-----)[\s\S]*?(?=-----END\sREASSORT\sHEAD)/g

/** Returns `<head>.<signature>` in base64url between two marker lines, with line breaks for e-mail. */
export function headBlock(head: LedgerHead, signature: Uint8Array): string {
  const token = `${bytesToSign(head)}.${Buffer.from(signature).toString('base64url')}`
  return [beginLine, token.replace(/.{64}(?!$)/g, '$&\n'), endLine].join('\n')
}

export interface SignedHead {
  head: LedgerHead
  message: ByteArray
  signature: ByteArray
}

type ByteArray = Uint8Array<ArrayBuffer>

/** Also finds heads in quoted and pasted e-mails. */
export function findHeads(text: string): SignedHead[] {
  return [...text.matchAll(blockPattern)].flatMap(([block]) => {
    const token = block.replace(/<[^>]*>|[^\w.-]/g, '')
    const [payload, signature = ''] = token.split('.') as [string, string?]
    const head = readHead(payload)
    const message = new TextEncoder().encode(payload)
    return head ? [{ head, message, signature: decodeBase64(signature) }] : []
  })
}

/** Reads raw e-mails: plain text, base64, quoted-printable or UTF-16. */
export function headsInMail(mailText: string): SignedHead[] {
  const text = mailText.replaceAll('\0', '')
  const encodedParts = text.match(/(?:^[A-Za-z0-9+/]+={0,2}\r?$\n?)+/gm) ?? []
  const decodedParts = encodedParts.map((part) => new TextDecoder().decode(decodeBase64(part)))
  const heads = [text, text.replace(/=\r?\n/g, ''), ...decodedParts].flatMap(findHeads)
  return removeDuplicates(heads)
}

export function removeDuplicates(heads: readonly SignedHead[]): SignedHead[] {
  return [...new Map(heads.map((head) => [`${head.message} ${head.signature}`, head])).values()]
}

function readHead(payload: string): LedgerHead | undefined {
  try {
    return ledgerHead.parse(JSON.parse(new TextDecoder().decode(decodeBase64(payload))))
  } catch {
    return undefined
  }
}

/** Also reads base64url and PEM. @returns no bytes if decoding fails */
export function decodeBase64(base64: string): ByteArray {
  const standardBase64 = base64
    .replace(/-----.*-----|\s/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  try {
    return Uint8Array.from(atob(standardBase64), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

export async function isSignedBy(head: SignedHead, key: Uint8Array): Promise<boolean> {
  const { subtle } = globalThis.crypto
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  try {
    const importedKey = await subtle.importKey('spki', Uint8Array.from(key), algorithm, false, [
      'verify',
    ])
    return await subtle.verify(algorithm, importedKey, rawSignature(head.signature), head.message)
  } catch {
    return false
  }
}

/** Web Crypto takes two 32-byte integers instead of DER. */
function rawSignature(der: ByteArray): ByteArray {
  const rawBytes = new Uint8Array(64)
  let start = 4
  for (const end of [32, 64]) {
    const next = start + (der[start - 1] ?? 0)
    // DER drops leading zeros and adds one to keep a number positive.
    const number = der.subarray(Math.max(start, next - 32), next)
    rawBytes.set(number, end - number.length)
    start = next + 2
  }
  return rawBytes
}

export function fingerprintOf(key: Uint8Array): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return hex.slice(0, 32).replace(/.{4}(?!$)/g, '$& ')
}
