import { createHash } from 'node:crypto'
import type { Intervention } from './intervention.ts'

/**
 * SHA-256 of what runs, by name. A name begins with its subject: `code Reassort/ApiSignIn627CE54B`, `page /vote/`,
 * `roll`.
 */
export type Digests = Readonly<Record<string, string>>

export const sealedSubjects = ['code', 'configuration', 'page', 'election', 'roll', 'key'] as const

export type SealedSubject = (typeof sealedSubjects)[number]

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** Four characters, a space: as people compare them. */
export const inFours = (digest: string) => digest.replace(/(.{4})(?=.)/g, '$1 ')

/** One digest of many: of the lines that `sha256sum` writes, sorted by name, so that no program of ours is needed. */
export function digestOf(digests: Digests): string {
  const lines = Object.keys(digests)
    .sort()
    .map((name) => `${digests[name]}  ${name}\n`)
  return sha256(lines.join(''))
}

/** Of a directory: neither the order of the files, nor their dates, nor how they were packed. */
export function digestOfFiles(files: ReadonlyMap<string, Uint8Array>): string {
  return digestOf(
    Object.fromEntries([...files].map(([name, content]) => [name, sha256(content)] as const)),
  )
}

export function digestsOf(subject: SealedSubject, digests: Digests): Digests {
  return Object.fromEntries(
    Object.entries(digests).filter(([name]) => name.split(' ', 1)[0] === subject),
  )
}

export interface Difference {
  name: string
  kind: 'changed' | 'gone' | 'new'
}

export function differences(sealed: Digests, found: Digests): Difference[] {
  return [...new Set([...Object.keys(sealed), ...Object.keys(found)])].sort().flatMap((name) => {
    if (sealed[name] === found[name]) return []
    const kind = !(name in found) ? 'gone' : !(name in sealed) ? 'new' : 'changed'
    return [{ name, kind } as const]
  })
}

export type Seal = Intervention & { digests: Digests }

/** The last one. @param interventions the oldest first */
export function lastSeal(interventions: readonly Intervention[]): Seal | undefined {
  return interventions.findLast((one): one is Seal => one.kind === 'seal' && !!one.digests)
}
