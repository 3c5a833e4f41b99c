import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toBatches } from '../../shared/domain/batches.ts'
import { isNoticeValid } from '../../shared/domain/roll/notice.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { type Identifier, identifierText } from '../../shared/domain/voter/identifier.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { writeCsv } from '../write-files.ts'
import { RollError } from './roll-error.ts'

export interface NoticeIdentifiers {
  awaitApproval(operationIds: readonly string[], checkLockHeld?: () => void): Promise<void>
  /** In place of each voter without a valid notice of these operations, the result holds undefined. */
  find(
    operationIds: readonly string[],
    voters: readonly Voter[],
  ): Promise<(Identifier | undefined)[]>
}

interface NoticesFile {
  path: string
  mayOverwrite: boolean
  checkLockHeld?: () => void
}

const votersPerRead = 500

const columns = ['email', 'first_name', 'last_name', 'school', 'format', 'identifier']

const unfinishedPathOf = (path: string) => `${path}.unfinished`

export async function writeNotices(
  { roll, identifiers }: { roll: Pick<Roll, 'noticeHolders'>; identifiers: NoticeIdentifiers },
  operationIds: string[],
  { path, mayOverwrite, checkLockHeld }: NoticesFile,
): Promise<number> {
  async function* notices(): AsyncGenerator<string[]> {
    for await (const voters of toBatches(noticeHolders(), votersPerRead)) {
      checkLockHeld?.()
      const voterIdentifiers = await identifiers.find(operationIds, voters)
      for (const [index, voter] of voters.entries()) {
        const { email, firstName, lastName, school = '', noticeFormat = '' } = voter
        const identifier = voterIdentifiers[index]
        if (!identifier) continue
        yield [email, firstName, lastName, school, noticeFormat, identifierText(identifier)]
      }
    }
  }

  async function* noticeHolders(): AsyncGenerator<Voter> {
    for await (const voter of roll.noticeHolders(operationIds)) {
      if (!voter.removedAt && isNoticeValid(voter)) yield voter
    }
  }

  await identifiers.awaitApproval(operationIds, checkLockHeld)
  const unfinishedPath = unfinishedPathOf(path)
  // An existing file might be readable by others or be a link.
  await rm(unfinishedPath, { force: true })
  const count = await writeCsv(unfinishedPath, columns, notices())
  if (count === 0) {
    await rm(unfinishedPath)
    return 0
  }
  checkLockHeld?.()
  if (!mayOverwrite && existsSync(path)) throw new RollError('notices-exist', path)
  await rename(unfinishedPath, path)
  return count
}

export async function checkWritable(
  path: string,
  unfinishedOperations: { noticesFile?: string }[],
): Promise<void> {
  if (existsSync(path) && !mayReplace(path, unfinishedOperations))
    throw new RollError('notices-exist', path)
  try {
    await rm(unfinishedPathOf(path), { force: true })
    await (await open(unfinishedPathOf(path), 'wx', 0o600)).close()
    await rm(unfinishedPathOf(path))
  } catch {
    throw new RollError('notices-folder', dirname(path))
  }
}

export const mayReplace = (path: string, unfinishedOperations: { noticesFile?: string }[]) =>
  unfinishedOperations.some(({ noticesFile }) => noticesFile === path)
