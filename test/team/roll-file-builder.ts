import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { checkRoll, type RollLine } from '../../team/roll/read-roll.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { election as usualElection } from '../builders/voters.ts'

const ballots = ['csa-ministeriel', 'cap-ecoles', 'cap-certifies']
export const election = { ...usualElection, ballots: ballots.map((id) => ({ id, title: id })) }
export const now = new Date('2026-11-25T09:00:00Z')

export const header = 'email;first_name;last_name;numen;birth_date;ballots'

export function lineOf(number: number, cells: Partial<Record<string, string>> = {}): string {
  const own: Record<string, string> = {
    email: `voter.${number}@academie.example.org`,
    first_name: 'Zoé',
    last_name: 'Martin',
    numen: `01E${String(number).padStart(7, '0')}ABC`,
    birth_date: '1975-03-27',
    ballots: 'csa-ministeriel',
  }
  return header
    .split(';')
    .map((name) => cells[name] ?? own[name])
    .join(';')
}

export const roll = (...lines: string[]) => [header, ...lines].join('\n')

export const pathOf = (name: string) => join(temporaryFolder(), name)

export function fileOf(content: string | Uint8Array): string {
  const path = pathOf('roll.csv')
  writeFileSync(path, content)
  return path
}

export function check(
  content: string | Uint8Array,
  kind: RollOperationKind = 'import',
  knownPhones = true,
) {
  return checkRoll(fileOf(content), { election: { ...election, knownPhones }, kind, now })
}

export async function errorsOf(content: string | Uint8Array, kind: RollOperationKind = 'import') {
  const { errors } = await check(content, kind)
  return errors.items.map(({ line, column, code }) => [line, column, code])
}

export async function linesOf(
  content: string | Uint8Array,
  kind: RollOperationKind,
): Promise<RollLine[]> {
  const checked = await check(content, kind)
  if (checked.errors.count > 0) throw new Error(JSON.stringify(checked.errors.items[0]))
  return checked.entries
}
