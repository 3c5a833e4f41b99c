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

/** Identifiers that two people must approve together. */
export interface NoticeIdentifiers {
  /** Resolves once another person approves. Throws KeysRefusedError. */
  agreeOn(operationIds: readonly string[], checkLockHeld?: () => void): Promise<void>
  /** @returns undefined for a voter whose notice is no longer of these operations */
  of(operationIds: readonly string[], voters: readonly Voter[]): Promise<(Identifier | undefined)[]>
}

interface NoticesFile {
  path: string
  /** True if an interrupted operation wrote the file, whose notices come again. */
  replaces: boolean
  checkLockHeld?: () => void
}

const votersAtOnce = 500

const columns = ['email', 'first_name', 'last_name', 'school', 'format', 'identifier']

const unfinishedOf = (path: string) => `${path}.unfinished`

/** Returns how many notices were written. Without any, no file is made. */
export async function writeNotices(
  { roll, identifiers }: { roll: Pick<Roll, 'withNoticesOf'>; identifiers: NoticeIdentifiers },
  operationIds: string[],
  { path, replaces, checkLockHeld }: NoticesFile,
): Promise<number> {
  async function* notices(): AsyncGenerator<string[]> {
    for await (const voters of inGroups(holders(), votersAtOnce)) {
      checkLockHeld?.()
      const identifierOf = await identifiers.of(operationIds, voters)
      for (const [index, voter] of voters.entries()) {
        const { email, firstName, lastName, school = '', noticeFormat = '' } = voter
        const identifier = identifierOf[index]
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

  await identifiers.agreeOn(operationIds, checkLockHeld)
  const unfinished = unfinishedOf(path)
  // An existing file may be readable by others, or a link.
  await rm(unfinished, { force: true })
  const count = await writeCsv(unfinished, columns, notices())
  if (count === 0) {
    await rm(unfinished)
    return 0
  }
  checkLockHeld?.()
  if (!replaces && existsSync(path)) throw new RollError('notices-exist', path)
  await rename(unfinished, path)
  return count
}

/** Fails before a million voters are written rather than after. Throws RollError. */
export async function checkWritable(
  path: string,
  unfinished: { noticesFile?: string }[],
): Promise<void> {
  if (existsSync(path) && !mayReplace(path, unfinished)) throw new RollError('notices-exist', path)
  try {
    await rm(unfinishedOf(path), { force: true })
    await (await open(unfinishedOf(path), 'wx', 0o600)).close()
    await rm(unfinishedOf(path))
  } catch {
    throw new RollError('notices-folder', dirname(path))
  }
}

/** Notices are never written over, unless they are those of an interrupted operation. */
export const mayReplace = (path: string, unfinished: { noticesFile?: string }[]) =>
  unfinished.some(({ noticesFile }) => noticesFile === path)
