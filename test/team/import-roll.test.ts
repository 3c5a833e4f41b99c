import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { aRoll, noticesIn } from './rolls.ts'

const { tables, notifications, cutShort, imported, newPath, find, rewrite } = await aRoll()

const many = (count: number) => Array.from({ length: count }, () => aRollEntry())

describe('an import', () => {
  test('keeps identifier, password and counts of voters on the roll, and corrects the rest', async () => {
    const [entry, other] = many(2) as [ReturnType<typeof aRollEntry>, ReturnType<typeof aRollEntry>]
    await imported([entry, other], newPath())
    const voterId = voterIdOf(keys, entry.email)
    const used = { passwordHash: 'a hash', reissueCount: 2, identifierHash: 'reissued' }
    await rewrite(voterId, used)
    const corrected = { lastName: 'Nouveau', ballots: ['csa-academique'] }
    const told = notifications.messages.length
    const end = await imported([{ ...entry, ...corrected }])
    expect(end.counts).toEqual({ corrected: 1 })
    expect(await find(entry.email)).toMatchObject({ ...corrected, ...used })
    expect(notifications.messages.slice(told)).toEqual([
      { news: 'roll-corrected', voterId, at: expect.any(Date) },
    ])
  })

  test('ends the same after an interruption at any of its writes', async () => {
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
      await cutShort('import', entries, { roll: dying })
      expect(existsSync(file)).toBe(false)
    }
    await imported(entries, file)
    const emails = noticesIn(file).map(([email]) => email)
    for (const { email } of entries) expect(emails.filter((one) => one === email)).toHaveLength(1)
  })
})
