import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type RollOptions, runRoll } from '../../team/roll/run-roll.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keys } from '../builders/values.ts'
import type { aRollEntry } from '../builders/voters.ts'
import { header } from './roll-file-builder.ts'

export type Entry = ReturnType<typeof aRollEntry>

export const lineOf = ({ email, firstName, lastName, numen, birthDate, ballots }: Entry) =>
  [email, firstName, lastName, numen, birthDate, ballots.join(' ')].join(';')

export async function aRollCommand() {
  const reached = await aLocalElection()
  const { tables, options: usual } = reached
  const folder = temporaryFolder(afterAll)
  let files = 0
  const newPath = () => join(folder, `${++files}.csv`)

  function fileOf(...lines: string[]): string {
    const path = newPath()
    writeFileSync(path, lines.join('\n'))
    return path
  }

  return {
    ...{ reached, newPath, fileOf },
    fileWith: (...entries: Entry[]) => fileOf(header, ...entries.map(lineOf)),
    roll(kind: Parameters<typeof runRoll>[1], file: string, options: Partial<RollOptions> = {}) {
      return reached.run(runRoll, kind, file, { errors: newPath(), ...usual, ...options })
    },
    find: (email: string) => tables.voters.find(voterIdOf(keys, email)),
    operations: () => tables.rollOperations.list(),
  }
}
