import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { maxVotersPerTransaction } from '../../team/roll/find-voters.ts'
import { aVoter, keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { check, lineOf, roll } from './roll-file-builder.ts'
import { aRoll, noticesIn } from './rolls.ts'

const { tables, notifications, change, cutShort, imported, newPath, find, rewrite } = await aRoll()

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

test('an import reports voters missing from its file, and leaves them on the roll', async () => {
  const [stays, leaves, removed, moved, joins] = Array.from({ length: 5 }, () => aRollEntry()) as [
    RollEntry,
    RollEntry,
    RollEntry,
    RollEntry,
    RollEntry,
  ]
  await imported([stays, leaves, removed, moved])
  await change('remove', [removed])
  const newEmail = 'nouvelle.adresse@academie.example'
  await change('correct', [{ email: moved.email, newEmail }])
  const file = [stays, { ...moved, email: newEmail }, joins]
  const others = { count: 1, emails: [leaves.email] }
  for (const dryRun of [true, false]) {
    const { missingVoters, counts } = await imported(file, newPath(), { dryRun })
    expect(missingVoters).toEqual(others)
    expect(counts).toEqual({ unchanged: 2, added: 1 })
  }
  expect((await imported([...file, leaves])).missingVoters).toEqual({ count: 0, emails: [] })
})

describe('a dry run', () => {
  test('counts all voters missing from its file, and names a thousand', async () => {
    const entries = Array.from({ length: 1001 }, () => aRollEntry())
    async function* allVoters() {
      for (const { email } of entries) yield aVoter({ email })
    }
    const roll = { ...tables.roll, allVoters }
    const { missingVoters } = await imported([aRollEntry()], newPath(), { dryRun: true, roll })
    expect(missingVoters.count).toBe(1001)
    expect(missingVoters.emails).toEqual(entries.slice(0, 1000).map(({ email }) => email))
  })

  test('reads its lines in batches, and reports its progress', async () => {
    const entries = Array.from({ length: 2 * maxVotersPerTransaction + 1 }, () => aRollEntry())
    const looked: number[] = []
    const roll: typeof tables.roll = {
      ...tables.roll,
      findMany(ids) {
        looked.push(ids.length)
        return tables.roll.findMany(ids)
      },
    }
    const read: number[] = []
    const onProgress = (lines: number) => void read.push(lines)
    const { counts } = await imported(entries, newPath(), { dryRun: true, roll, onProgress })
    expect(counts).toEqual({ added: entries.length })
    expect(read).toEqual(entries.map((_, index) => index + 1))
    expect(Math.max(...looked)).toBeLessThanOrEqual(100)
  })
})

describe('two lines with one name and one birth date', () => {
  const twin = { last_name: 'Martin', birth_date: '27/03/1975' }
  const unlike = { last_name: 'Durand' }

  test('are reported, since they may be one person with two NUMEN', async () => {
    const lines = [lineOf(1), lineOf(2, unlike), lineOf(3, { ...twin, first_name: 'ZOÉ' })]
    const { remarks, errors } = await check(roll(...lines))
    expect(errors.count).toBe(0)
    expect(remarks).toEqual([
      'Même nom et même date de naissance aux lignes 2 et 4 : vérifiez que ce sont deux personnes, et non deux NUMEN pour une seule.',
    ])
  })

  test('are reported a hundred times at most, and in an import only', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => lineOf(index))
    const content = roll(...lines)
    expect((await check(content)).remarks).toHaveLength(100)
    expect((await check(content, 'correct')).remarks).toEqual([])
  })
})
