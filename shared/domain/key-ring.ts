import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'

// A secret is a ring of versions: the current one makes, and any of them is accepted.

const version = z.string().check(z.minLength(32))
const derivedKey = z.string().check(z.regex(/^[\w-]{43}$/))

const keyRing = z.object({
  current: version,
  /** Accepted, and not used yet: every function loads it before anything is made with it. */
  next: z.optional(version),
  /** Still accepted; no longer used to create anything. */
  previous: z.optional(version),
  /** When a version was last added, taken into use or retired. */
  changedAt: z.optional(z.iso.datetime()),
  /** Keys of the first version, by purpose, since what they named keeps its name. */
  fixed: z.optional(z.record(z.string(), derivedKey)),
  /** Keys by retired version, which still check its identifiers and can make none. */
  identifierHashes: z.optional(z.record(z.string(), derivedKey)),
})

export type KeyRing = Readonly<z.infer<typeof keyRing>>

/** A ring in use is read again, before any work, once it is so old. */
export const rereadSeconds = 120

/**
 * How long after a change every function knows of it: several reads in a row may fail, what one has in hand when its
 * ring comes of age may take a minute more, and clocks differ.
 */
export const knownAfterSeconds = 600

/** @param text as Secrets Manager holds it @throws Error that says nothing of the text */
export function readKeyRing(text: string): KeyRing {
  try {
    return keyRing.parse(JSON.parse(text))
  } catch {
    throw new Error('The secret is no ring of versions, each of 32 characters or more')
  }
}

export function versionsIn({ current, next, previous }: KeyRing): [string, ...string[]] {
  return [current, ...[next, previous].filter((one) => one !== undefined)]
}

/** Names a version in eight characters, which reveal nothing of it. */
export function versionId(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'reassort', 'version', 6)).toString('base64url')
}

/** HKDF-SHA-256 (RFC 5869), the purpose as `info`. */
export function deriveKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'reassort', purpose, 32)))
}
