import { type KeyObject, randomInt } from 'node:crypto'
import type { AttemptLimit, LimitedCounter } from '../account/attempts.ts'
import { keyedHash } from '../keys.ts'

/** How long a code opens a file. */
export const fileCodeMinutes = 10

/** How long a file stays open: a call, and no longer. */
export const openFileMinutes = 15

/** Read aloud, as two times four. 10⁸ codes, of which some hundreds are good at once. */
const digits = 8

/** Of one voter: nobody reads more of them aloud. */
const drawnCodes: AttemptLimit = {
  name: 'drawn-file-codes',
  windowSeconds: 3600,
  free: 10,
  waitsSeconds: [],
}

/** Of one of the staff. Two hundred of them, who guess all day, find one code in some fifty days. */
const wrongCodes: AttemptLimit = {
  name: 'wrong-file-codes',
  windowSeconds: 900,
  free: 5,
  waitsSeconds: [],
}

/** What a voter reads to the staff, who then see their file. The table holds its hash. */
export interface FileCode {
  codeHash: string
  voterId: string
  expiresAt: Date
}

export interface FileCodes {
  /** In place of the voter's last one. @returns false when another voter has the same now */
  keep(code: FileCode, now: Date): Promise<boolean>
  /** It serves once. @returns whose it is; undefined of one that is none, or has expired */
  take(codeHash: string, now: Date): Promise<string | undefined>
}

/** The one file that a session of the staff has open. */
export interface OpenFile {
  /** Of that session. */
  tokenHash: string
  voterId: string
  expiresAt: Date
}

export interface OpenFiles {
  /** In place of the one that was open. */
  open(file: OpenFile): Promise<void>
  find(tokenHash: string): Promise<OpenFile | undefined>
  close(tokenHash: string): Promise<void>
  /** How many are open. */
  count(now: Date): Promise<number>
}

export function drawFileCode(): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/** What was typed, with whatever between its digits. */
export function hashFileCode(key: KeyObject, typed: string): string {
  return keyedHash(key, typed.normalize('NFKC').replace(/\D/g, ''))
}

export const drawnBy = (voterId: string, now: Date) => counterOf(drawnCodes, voterId, now)

export const wrongBy = (email: string, now: Date) => counterOf(wrongCodes, email, now)

/** In a table of the staff's own, whose keys are no secret. */
function counterOf(limit: AttemptLimit, subject: string, now: Date): LimitedCounter {
  const windowMilliseconds = limit.windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  return {
    attemptKey: [limit.name, window, subject].join(' '),
    windowEndsAt: new Date((window + 1) * windowMilliseconds),
    limit,
  }
}
