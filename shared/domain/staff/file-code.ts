import { type KeyObject, randomInt } from 'node:crypto'
import { fileCodeDigits } from '../code-lengths.ts'
import { secondsLater } from '../instants.ts'
import { keyedHash } from '../keys.ts'
import type { ApprovalReference } from './staff-approval.ts'
import type { StaffPerson } from './staff-person.ts'

export const fileCodeMinutes = 10

export interface FileCode {
  codeHash: string
  voterId: string
  expiresAt: Date
  approval?: ApprovalReference
}

export interface FileCodes {
  /** @returns false if the code is already in use */
  store(code: FileCode, now: Date): Promise<boolean>
  /** Leaves a code valid if it is for an approval that this person may not give. */
  consume(
    codeHash: string,
    now: Date,
    person: StaffPerson,
  ): Promise<Pick<FileCode, 'voterId' | 'approval'> | undefined>
}

export function newFileCode(): string {
  return String(randomInt(10 ** fileCodeDigits)).padStart(fileCodeDigits, '0')
}

const maxAttempts = 5

export async function storeNewCode(
  { fileCodes, key, generateCode = newFileCode }: CodePorts,
  target: Pick<FileCode, 'voterId' | 'approval'>,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const expiresAt = secondsLater(now, fileCodeMinutes * 60)
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const code = generateCode()
    const fileCode = { codeHash: hashFileCode(key, code), expiresAt, ...target }
    if (await fileCodes.store(fileCode, now)) return { code, expiresAt }
  }
  throw new Error('No file code is free')
}

export interface CodePorts {
  fileCodes: Pick<FileCodes, 'store'>
  key: KeyObject
  generateCode?: () => string
}

export function hashFileCode(key: KeyObject, typedCode: string): string {
  return keyedHash(key, typedCode.normalize('NFKC').replace(/\D/g, ''))
}
