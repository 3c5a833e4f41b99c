import { type KeyObject, randomInt } from 'node:crypto'
import { fileCodeDigits } from '../code-lengths.ts'
import { secondsLater } from '../instants.ts'
import { keyedHash } from '../keys.ts'
import type { StaffWish } from './staff-wish.ts'

/** How long a code opens a file. */
export const fileCodeMinutes = 10

/**
 * What a voter reads to the staff, who then see their file; or one of the staff to another, with what they ask for. The
 * table holds its hash.
 */
export interface FileCode {
  codeHash: string
  voterId: string
  expiresAt: Date
  wish?: StaffWish
}

export interface FileCodes {
  /** In place of the voter's last one. @returns false when another voter has the same now */
  keep(code: FileCode, now: Date): Promise<boolean>
  /**
   * Uses a code up. @param email of whoever typed it: a code that they asked for themselves stays as it is
   * @returns what it opens; undefined of one that is none, has expired or is their own
   */
  take(
    codeHash: string,
    now: Date,
    email: string,
  ): Promise<Pick<FileCode, 'voterId' | 'wish'> | undefined>
}

export function drawFileCode(): string {
  return String(randomInt(10 ** fileCodeDigits)).padStart(fileCodeDigits, '0')
}

/** So many taken codes in a row are no chance. */
const mostDraws = 5

/** Draws a code for ten minutes. @throws Error when none is free */
export async function keepNewCode(
  { fileCodes, key, drawCode }: CodeDrawing,
  opens: Pick<FileCode, 'voterId' | 'wish'>,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const expiresAt = secondsLater(now, fileCodeMinutes * 60)
  for (let draw = 0; draw < mostDraws; draw++) {
    const code = drawCode()
    const kept = { codeHash: hashFileCode(key, code), expiresAt, ...opens }
    if (await fileCodes.keep(kept, now)) return { code, expiresAt }
  }
  throw new Error('no file code is free')
}

export interface CodeDrawing {
  fileCodes: Pick<FileCodes, 'keep'>
  key: KeyObject
  drawCode: () => string
}

/** What was typed, with whatever between its digits. */
export function hashFileCode(key: KeyObject, typed: string): string {
  return keyedHash(key, typed.normalize('NFKC').replace(/\D/g, ''))
}
