import { describe, expect, test } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { personIdOf, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, notifications, change, imported, find, onRoll } = await aRoll()

const importFile = (...entries: ReturnType<typeof aRollEntry>[]) => imported(entries)

const elsewhere = ({ numen }: { numen: string }) => aRollEntry({ numen: numen as never })

describe('one person', () => {
  test('is neither added under a second address nor given a notice, unlike the rest of the file', async () => {
    const entry = await onRoll()
    const again = elsewhere(entry)
    const others = Array.from({ length: 60 }, () => aRollEntry())
    expect(await importFile(...others.slice(0, 30), again, ...others.slice(30))).toMatchObject({
      counts: { added: 60, 'person-taken': 1 },
      noticeCount: 60,
    })
    expect(await find(again.email)).toBeUndefined()
    expect(await importFile(entry, ...others)).toMatchObject({ counts: { unchanged: 61 } })
  })

  test('is reported under a second address by a dry run too', async () => {
    const entry = await onRoll()
    expect(await change('import', [elsewhere(entry), aRollEntry()], true)).toEqual([
      'person-taken',
      'added',
    ])
  })

  test('becomes one voter when two imports add them at once', async () => {
    const one = aRollEntry()
    const voters = [one, elsewhere(one)].map((entry) => enrol(keys, entry).voter)
    const left = await Promise.all(voters.map((voter) => tables.roll.enrolMany([voter])))
    expect(left.flatMap((refused) => [...refused.values()])).toEqual(['person-taken'])
    const found = await tables.roll.findMany(voters.map(({ voterId }) => voterId))
    expect(found.size).toBe(1)
  })

  test('never gets the NUMEN of another voter by a correction or an import', async () => {
    const [entry, other] = [aRollEntry(), aRollEntry()]
    await importFile(entry, other)
    const before = await find(other.email)
    const told = notifications.messages.length
    const { numen, birthDate } = entry
    const stolen = { email: other.email, numen, birthDate }
    expect(await change('correct', [stolen])).toEqual(['person-taken'])
    expect(await change('correct', [stolen], true)).toEqual(['person-taken'])
    expect(await importFile({ ...other, numen })).toMatchObject({ counts: { 'person-taken': 1 } })
    const changes = { identityHash: 'another', personId: personIdOf(keys, numen) }
    expect(await tables.roll.correct(before, changes, now)).toBe('person-taken')
    expect(await find(other.email)).toEqual(before)
    expect(notifications.messages).toHaveLength(told)
  })

  test('may return with another address after a removal, and is then not restored beside it', async () => {
    const entry = await onRoll()
    await change('remove', [entry])
    const again = elsewhere(entry)
    expect(await importFile(again)).toMatchObject({ counts: { added: 1 } })
    expect(await importFile(entry)).toMatchObject({ counts: { 'person-taken': 1 } })
    await change('remove', [again])
    expect(await importFile(entry)).toMatchObject({ counts: { restored: 1 } })
    expect(await importFile(again)).toMatchObject({ counts: { 'person-taken': 1 } })
  })

  test('keeps a NUMEN that a removed voter had when that voter returns with another', async () => {
    const [entry, own] = [aRollEntry(), aRollEntry()]
    await importFile(entry)
    await change('remove', [entry])
    const [removed] = (await tables.roll.findMany([voterIdOf(keys, entry.email)])).values()
    expect(await importFile(elsewhere(entry))).toMatchObject({ counts: { added: 1 } })
    const { numen } = own
    expect(await importFile({ ...entry, numen })).toMatchObject({ counts: { restored: 1 } })
    expect(await importFile(elsewhere(entry))).toMatchObject({ counts: { 'person-taken': 1 } })
    expect(await importFile(elsewhere(own))).toMatchObject({ counts: { 'person-taken': 1 } })
    // A change that read the person before they came back must read again: what they hold is to be freed.
    const changes = { personId: personIdOf(keys, aRollEntry().numen) }
    expect(await tables.roll.correct(removed as Voter, changes, now)).toBe('changed-meanwhile')
  })

  test('gets their own NUMEN back by one import after a shifted column', async () => {
    const entries = Array.from({ length: 120 }, () => aRollEntry())
    const shifted = entries.map((entry, index) => ({
      ...entry,
      numen: (entries[index + 1] ?? aRollEntry()).numen,
    }))
    await importFile(...shifted)
    expect(await importFile(...entries)).toMatchObject({ counts: { corrected: 120 } })
    expect(await importFile(...entries)).toMatchObject({ counts: { unchanged: 120 } })
  })

  test('gets their own NUMEN back after a swap, once one of the two is removed', async () => {
    const [one, other] = [aRollEntry(), aRollEntry()]
    await importFile({ ...one, numen: other.numen }, { ...other, numen: one.numen })
    expect(await importFile(one, other)).toMatchObject({ counts: { 'person-taken': 2 } })
    expect(await change('remove', [one])).toEqual(['removed'])
    expect(await change('correct', [{ ...other }])).toEqual(['corrected'])
    expect(await importFile(one, other)).toMatchObject({ counts: { restored: 1, unchanged: 1 } })
  })
})
