import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'

// A secret is a ring of versions. The current one creates; all are accepted.

const version = z.string().check(z.minLength(32))
const derivedKey = z.string().check(z.regex(/^[\w-]{43}$/))

const keyRing = z.object({
  current: version,
  /** Accepted but not used yet, so that every function can load it first. */
  next: z.optional(version),
  /** Still accepted; no longer used to create anything. */
  previous: z.optional(version),
  /** When a version was last added, activated or retired. */
  changedAt: z.optional(z.iso.datetime()),
  /** Keys that stay those of the first version, by purpose: stored names depend on them. */
  fixed: z.optional(z.record(z.string(), derivedKey)),
  /** Hash keys by retired version. They still check its identifiers but create none. */
  identifierHashes: z.optional(z.record(z.string(), derivedKey)),
})

export type KeyRing = Readonly<z.infer<typeof keyRing>>

/** Functions reload a ring older than this before any work. */
export const rereadSeconds = 120

/** Every function knows a change by then, even after failed reads, a minute of work in hand and clock skew. */
export const propagationSeconds = 600

/** Throws an error that never quotes the text. */
export function readKeyRing(text: string): KeyRing {
  try {
    return keyRing.parse(JSON.parse(text))
  } catch {
    throw new Error('The secret needs versions of 32 characters or more')
  }
}

export function versionsIn({ current, next, previous }: KeyRing): [string, ...string[]] {
  return [current, ...[next, previous].filter((secret) => secret !== undefined)]
}

/** Returns eight characters that do not reveal the version. */
export function versionId(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'reassort', 'version', 6)).toString('base64url')
}

/** HKDF-SHA-256 (RFC 5869), with the purpose as `info`. */
export function deriveKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'reassort', purpose, 32)))
}
