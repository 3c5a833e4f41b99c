import { createHash } from 'node:crypto'
import type { Intervention } from './intervention.ts'

/** Maps names to SHA-256 in hex. In a seal, names start with a subject: `code Reassort/ApiSignIn627CE54B`, `page /vote/`, `roll`. */
export type Digests = Readonly<Record<string, string>>

export const sealedSubjects = ['code', 'configuration', 'page', 'election', 'roll', 'key'] as const

export type SealedSubject = (typeof sealedSubjects)[number]

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

export const formatDigest = (digest: string) => digest.replace(/(.{4})(?=.)/g, '$1 ')

/** Hashes the output of `sha256sum` sorted by name, so coreutils can compute it too. */
export function digestOf(digests: Digests): string {
  const lines = Object.keys(digests)
    .sort()
    .map((name) => `${digests[name]}  ${name}\n`)
  return sha256(lines.join(''))
}

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

export function differences(expected: Digests, actual: Digests): Difference[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort().flatMap((name) => {
    if (expected[name] === actual[name]) return []
    const kind = !(name in actual) ? 'gone' : !(name in expected) ? 'new' : 'changed'
    return [{ name, kind } as const]
  })
}

export type Seal = Intervention & { digests: Digests }

/** @param interventions oldest first */
export function lastSeal(interventions: readonly Intervention[]): Seal | undefined {
  return interventions.findLast((entry): entry is Seal => entry.kind === 'seal' && !!entry.digests)
}
