import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { secondsLater } from './instants.ts'
import { type Keys, keyedDigest } from './keys.ts'

/**
 * Work that takes whoever does it `most / 2` SHA-256 on average, and whoever checks it one. Nothing is stored
 * of it when it is given out: the signature says for whom and for what it is.
 */
export interface Challenge {
  /** Random, and the second until which it may be answered: `<random>.<seconds>`. */
  salt: string
  /** SHA-256, in hexadecimal, of the salt followed by a number from 0 to `most`, in decimal. */
  hash: string
  most: number
  signature: string
}

/** The number was found. */
export interface Proof extends Challenge {
  number: number
}

/** Enough for the longest work on the oldest phone. */
const challengeSeconds = 300

/** @param subject for whom and for what */
export function newChallenge(
  keys: Keys,
  subject: readonly string[],
  most: number,
  now: Date,
): Challenge {
  const endsAt = Math.floor(secondsLater(now, challengeSeconds).getTime() / 1000)
  const salt = `${randomBytes(16).toString('base64url')}.${endsAt}`
  const hash = hashOf(salt, randomInt(most + 1))
  const signature = sign(keys, subject, { salt, hash, most }).toString('base64url')
  return { salt, hash, most, signature }
}

/** Until when a proof may be used; undefined when it proves nothing, or nothing any more. */
export function provenUntil(
  keys: Keys,
  subject: readonly string[],
  proof: Proof,
  now: Date,
): Date | undefined {
  const given = Buffer.from(proof.signature, 'base64url')
  const expected = sign(keys, subject, proof)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  if (hashOf(proof.salt, proof.number) !== proof.hash) return undefined
  const until = new Date(Number(proof.salt.split('.')[1]) * 1000)
  return until > now ? until : undefined
}

function hashOf(salt: string, number: number): string {
  return createHash('sha256').update(`${salt}${number}`).digest('hex')
}

function sign(
  keys: Keys,
  subject: readonly string[],
  { salt, hash, most }: Omit<Challenge, 'signature'>,
): Buffer {
  return keyedDigest(keys['proof-of-work'], ...subject, salt, hash, String(most))
}
