import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'

// A secret of the election is a ring of versions: things are made with the current one, and accepted with any of them.

const version = z.string().check(z.minLength(32))
const derivedKey = z.string().check(z.regex(/^[\w-]{43}$/))

const keyRing = z.object({
  current: version,
  /** Accepted, and not used yet: every function reads it before anything is made with it. */
  next: z.optional(version),
  /** Made with no more. */
  previous: z.optional(version),
  /** When a version was last added, taken into use or retired. Absent: never. */
  changedAt: z.optional(z.iso.datetime()),
  /** By purpose, keys that stay those of the first version, since what they named keeps its name. */
  fixed: z.optional(z.record(z.string(), derivedKey)),
  /** By version, the keys that still check the identifiers of retired ones, and can make none. */
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

/** The current one first. */
export function versionsIn({ current, next, previous }: KeyRing): [string, ...string[]] {
  return [current, ...[next, previous].filter((one) => one !== undefined)]
}

/** What a hash or a seal says of the version that it was made with: eight characters, which tell nothing of it. */
export function versionId(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'reassort', 'version', 6)).toString('base64url')
}

/** HKDF-SHA-256 (RFC 5869), the purpose as `info`. */
export function deriveKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'reassort', purpose, 32)))
}
