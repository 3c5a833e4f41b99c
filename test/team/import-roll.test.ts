import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, news, changeOnce, imported, operate, newPath } = await aRoll()

const many = (count: number) => Array.from({ length: count }, () => aRollEntry())
const stored = (email: string) => tables.voters.find(voterIdOf(keys, email))
const noticesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';'))

describe('an import', () => {
  test('keeps the identifier, the password and the counts of who is there, and corrects the rest', async () => {
    const [entry, other] = many(2) as [ReturnType<typeof aRollEntry>, ReturnType<typeof aRollEntry>]
    await imported([entry, other], newPath())
    const voterId = voterIdOf(keys, entry.email)
    const before = await tables.stored('voters', { voterId })
    const used = { ...before, passwordHash: 'a hash', reissueCount: 2, identifierHash: 'reissued' }
    await tables.put('voters', used)
    const told = news.messages.length
    const end = await imported(
      [{ ...entry, lastName: 'Nouveau', ballots: ['csa-academique'] }],
      newPath(),
    )
    expect(end.counts).toEqual({ corrected: 1 })
    expect(await stored(entry.email)).toMatchObject({
      lastName: 'Nouveau',
      ballots: ['csa-academique'],
      passwordHash: 'a hash',
      reissueCount: 2,
      identifierHash: 'reissued',
    })
    expect(news.messages.slice(told)).toEqual([
      { news: 'roll-corrected', voterId, at: expect.any(Date) },
    ])
  })

  test('cut short at each of its writes in turn, and done again, ends the same', async () => {
    const entries = many(400)
    const file = newPath()
    for (let writes = 0; writes < 4; writes++) {
      let left = writes
      const dying = {
        ...tables.roll,
        async enrolMany(voters: Parameters<typeof tables.roll.enrolMany>[0]) {
          if (left-- <= 0) throw new Error('killed')
          return tables.roll.enrolMany(voters)
        },
      }
      const cut = operate('import', async (underWay) => {
        await changeOnce('import', entries, underWay, { roll: dying })
        return {}
      })
      await expect(cut).rejects.toThrow('killed')
      expect(existsSync(file)).toBe(false)
    }
    await imported(entries, file)
    const emails = noticesIn(file).map(([email]) => email)
    for (const { email } of entries) expect(emails.filter((one) => one === email)).toHaveLength(1)
  })
})
