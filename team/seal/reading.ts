import {
  type Difference,
  type Digests,
  differences,
  type SealedSubject,
} from '../../shared/domain/ledger/seal.ts'
import { ask, type Finding } from '../preflight/finding.ts'

export interface Reading {
  digests: Digests
  unread: Unread[]
}

export interface Unread {
  /** A name, or a subject: then nothing of it was read. */
  of: string
  finding: Finding
}

/** Reads one thing. What a service refuses is told as unread, and never taken for a difference. */
export async function readOr<Value>(
  action: string,
  of: readonly string[],
  read: () => Promise<Value>,
): Promise<{ value: Value } | { unread: Unread[] }> {
  const answer = await ask(action, read)
  if ('value' in answer) return answer
  return { unread: of.map((one) => ({ of: one, finding: answer.unread })) }
}

/** Of one thing its digest, if it can be read. */
export async function readDigest(
  action: string,
  name: string,
  digest: () => Promise<string>,
): Promise<Reading> {
  const read = await readOr(action, [name], digest)
  if ('unread' in read) return { digests: {}, unread: read.unread }
  return { digests: { [name]: read.value }, unread: [] }
}

export function together(readings: readonly Reading[]): Reading {
  return {
    digests: Object.assign({}, ...readings.map(({ digests }) => digests)),
    unread: readings.flatMap(({ unread }) => unread),
  }
}

/** What is not as it should be, of all that could be read. */
export function differencesIn(expected: Digests, { digests, unread }: Reading): Difference[] {
  return differences(expected, digests).filter(
    ({ name }) => !unread.some(({ of }) => of === name || of === subjectIn(name)),
  )
}

export function subjectIn(name: string): SealedSubject {
  return name.split(' ', 1)[0] as SealedSubject
}
