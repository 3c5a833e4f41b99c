import {
  type Difference,
  type Digests,
  differences,
  type SealedSubject,
  sha256,
} from '../../shared/domain/ledger/seal.ts'
import { type Finding, tryToRead } from '../preflight/finding.ts'
import { runConcurrently } from '../run-concurrently.ts'

export interface Reading {
  digests: Digests
  unreadItems: UnreadItem[]
}

export interface UnreadItem {
  name: string
  finding: Finding
}

export interface Reader {
  action: string
  names: readonly string[]
  read(): Promise<Digests>
}

export async function readAll(readers: readonly Reader[]): Promise<Reading> {
  const digests: Record<string, string> = {}
  const unreadItems: UnreadItem[] = []
  await runConcurrently(readers, 6, async ({ action, names, read }) => {
    const answer = await tryToRead(action, read)
    if ('error' in answer)
      unreadItems.push(...names.map((name) => ({ name, finding: answer.error })))
    else {
      for (const [name, digest] of Object.entries(answer.value)) {
        const earlierDigest = digests[name] ?? digest
        // If functions contain different election files, the combined digest matches no file.
        digests[name] = earlierDigest === digest ? digest : sha256(earlierDigest + digest)
      }
    }
  })
  return { digests, unreadItems }
}

export function digestReader(action: string, name: string, digest: () => Promise<string>): Reader {
  return { action, names: [name], read: async () => ({ [name]: await digest() }) }
}

export function differencesOf(expected: Digests, { digests, unreadItems }: Reading): Difference[] {
  return differences(expected, digests).filter(
    ({ name }) => !unreadItems.some((item) => [name, subjectOf(name)].includes(item.name)),
  )
}

export const subjectOf = (name: string): SealedSubject => name.split(' ', 1)[0] as SealedSubject
