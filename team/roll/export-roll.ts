import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Target } from '../reach-election.ts'
import { writeCsv } from '../write-files.ts'
import { rollTables } from './roll-access.ts'
import { rollTexts as texts } from './texts.ts'

const columns = ['email', 'first_name', 'last_name', 'ballots', 'school', 'format']

export async function exportRoll({ deployment }: Target, path: string): Promise<number> {
  const records = recordsOf(rollTables(deployment).roll.allVoters())
  const voterCount = await writeCsv(path, columns, records)
  console.log(texts.rollExport(voterCount, path))
  return 0
}

async function* recordsOf(voters: AsyncIterable<Voter>): AsyncGenerator<string[]> {
  for await (const voter of voters) {
    const { email, firstName, lastName, ballots, school = '', noticeFormat = '' } = voter
    yield [email, firstName, lastName, ballots.join(' '), school, noticeFormat]
  }
}
