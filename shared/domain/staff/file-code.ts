import { type KeyObject, randomInt } from 'node:crypto'
import { fileCodeDigits } from '../code-lengths.ts'
import { secondsLater } from '../instants.ts'
import { keyedHash } from '../keys.ts'
import type { ApprovalReference } from './staff-approval.ts'
import type { StaffPerson } from './staff-person.ts'

export const fileCodeMinutes = 10

/**
 * What a voter reads to the staff, who then see their file; or one of the staff to another, who may approve what they
 * ask for. The table holds its hash.
 */
export interface FileCode {
  codeHash: string
  voterId: string
  expiresAt: Date
  approval?: ApprovalReference
}

export interface FileCodes {
  /** In place of the voter's last one. @returns false when another voter has the same now */
  keep(code: FileCode, now: Date): Promise<boolean>
  /**
   * Uses a code up. One that is for an approval stays as it is unless whoever types it may approve.
   * @returns what it opens; undefined if there is none, it has expired or is not for them
   */
  take(
    codeHash: string,
    now: Date,
    typedBy: StaffPerson,
  ): Promise<Pick<FileCode, 'voterId' | 'approval'> | undefined>
}

export function drawFileCode(): string {
  return String(randomInt(10 ** fileCodeDigits)).padStart(fileCodeDigits, '0')
}

/** So many taken codes in a row are no chance. */
const mostDraws = 5

/** Draws a code for ten minutes. @throws Error when none is free */
export async function keepNewCode(
  { fileCodes, key, drawCode }: CodeDrawing,
  opens: Pick<FileCode, 'voterId' | 'approval'>,
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
