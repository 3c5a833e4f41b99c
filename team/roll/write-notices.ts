import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { inGroups } from '../../shared/domain/in-groups.ts'
import { holdsNotice } from '../../shared/domain/roll/notice.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { type Identifier, inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { writeCsv } from '../write-files.ts'
import { RollError } from './roll-error.ts'

/** The identifiers of notices: nobody gets them alone. */
export interface NoticeIdentifiers {
  /** Resolves once another person agrees to these operations' identifiers. @throws KeysRefusedError */
  agreeOn(operationIds: readonly string[], checkStillOurs?: () => void): Promise<void>
  /** @returns undefined of whoever has no notice of these operations any more */
  of(operationIds: readonly string[], voters: readonly Voter[]): Promise<(Identifier | undefined)[]>
}

interface NoticesFile {
  path: string
  /** It is of an operation that was cut short, whose notices come again. */
  mayReplace: boolean
  /** Throws when another operation works on the roll: its file is the good one. */
  checkStillOurs?: () => void
}

const votersAtOnce = 500

const columns = ['email', 'first_name', 'last_name', 'school', 'format', 'identifier']

const unfinishedOf = (path: string) => `${path}.unfinished`

/**
 * Writes the notices that operations on the roll have made and nobody has in a file yet: for its owner's
 * eyes, on the disk before it bears its name. Whose identifier was replaced meanwhile has none.
 * @returns how many; no file is made for none
 */
export async function writeNotices(
  { roll, identifiers }: { roll: Pick<Roll, 'withNoticesOf'>; identifiers: NoticeIdentifiers },
  operationIds: string[],
  { path, mayReplace, checkStillOurs }: NoticesFile,
): Promise<number> {
  async function* notices(): AsyncGenerator<string[]> {
    for await (const voters of inGroups(holders(), votersAtOnce)) {
      checkStillOurs?.()
      const printed = await identifiers.of(operationIds, voters)
      for (const [index, voter] of voters.entries()) {
        const { email, firstName, lastName, school = '', noticeFormat = '' } = voter
        const identifier = printed[index]
        if (!identifier) continue
        yield [email, firstName, lastName, school, noticeFormat, inGroupsOfFour(identifier)]
      }
    }
  }

  async function* holders(): AsyncGenerator<Voter> {
    for await (const voter of roll.withNoticesOf(operationIds)) {
      if (!voter.removedAt && holdsNotice(voter)) yield voter
    }
  }

  await identifiers.agreeOn(operationIds, checkStillOurs)
  const unfinished = unfinishedOf(path)
  // Whatever stands there may be open to others, or a link.
  await rm(unfinished, { force: true })
  const count = await writeCsv(unfinished, columns, notices())
  if (count === 0) {
    await rm(unfinished)
    return 0
  }
  checkStillOurs?.()
  if (!mayReplace && existsSync(path)) throw new RollError('notices-exist', path)
  await rename(unfinished, path)
  return count
}

/** Before a million voters are written, rather than after. @throws RollError */
export async function checkWritable(path: string): Promise<void> {
  try {
    await rm(unfinishedOf(path), { force: true })
    await (await open(unfinishedOf(path), 'wx', 0o600)).close()
    await rm(unfinishedOf(path))
  } catch {
    throw new RollError('notices-folder', dirname(path))
  }
}

/** A file that holds notices is never written over, unless it is of an operation that was cut short. */
export function isFree(path: string, unfinished: { noticesFile?: string }[]): boolean {
  return !existsSync(path) || isOfUnfinished(path, unfinished)
}

export function isOfUnfinished(path: string, unfinished: { noticesFile?: string }[]): boolean {
  return unfinished.some(({ noticesFile }) => noticesFile === path)
}
