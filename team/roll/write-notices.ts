import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { holdsNotice, noticeIdentifier } from '../../shared/domain/enrolment.ts'
import { inGroupsOfFour } from '../../shared/domain/identifier.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import type { Roll } from '../../shared/domain/ports.ts'
import { csvLine } from './csv-line.ts'

const columns = ['email', 'first_name', 'last_name', 'school', 'format', 'identifier']

/**
 * Writes the notices that operations on the roll have made and nobody has in a file yet: for its owner's
 * eyes, on the disk before it bears its name. Whose identifier was replaced meanwhile has none.
 * @returns how many; no file is made for none
 */
export async function writeNotices(
  { roll, keys }: { roll: Pick<Roll, 'withNoticesOf'>; keys: Keys },
  operationIds: string[],
  path: string,
): Promise<number> {
  const unfinished = `${path}.unfinished`
  let count = 0
  const out = createWriteStream(unfinished, { mode: 0o600, flags: 'w' })
  await once(out, 'open')
  out.write(`\uFEFF${csvLine(columns)}`)
  for await (const voter of roll.withNoticesOf(operationIds)) {
    if (voter.removedAt || !holdsNotice(keys, voter)) continue
    count++
    const { email, firstName, lastName, school = '', noticeFormat = '' } = voter
    const identifier = inGroupsOfFour(noticeIdentifier(keys, voter))
    const line = csvLine([email, firstName, lastName, school, noticeFormat, identifier])
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  await flush(unfinished)
  await rename(unfinished, path)
  await flush(dirname(path))
  return count
}

/** What was written survives a power cut. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A file that holds notices is never written over, unless it is of an operation that was cut short. */
export function isFree(path: string, unfinished: { noticesFile?: string }[]): boolean {
  return !existsSync(path) || unfinished.some(({ noticesFile }) => noticesFile === path)
}
