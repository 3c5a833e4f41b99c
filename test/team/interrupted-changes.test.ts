import { describe, expect, test } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'
import { failing } from '../fakes/interception.ts'
import { aRoll } from './rolls.ts'

const { tables, notifications, onRoll, rewrite, changeOnce, change, losing, changing, cutShort } =
  await aRoll()

const itemOf = ({ email }: { email: string }) =>
  tables.stored('voters', { voterId: voterIdOf(keys, email) })
const silent = () => ({ notifications: failing(inMemoryNotifications(), 'put', 'before', 10) })

const kinds = [
  ['import', 'corrected'],
  ['correct', 'corrected'],
  ['remove', 'removed'],
  ['returned', 'returned'],
  ['renew', 'renewed'],
] as const

describe('a change of the roll', () => {
  test.each(kinds)(
    '(%s) writes nothing in a dry run, without the lock, or while no e-mail can be queued',
    async (kind, outcome) => {
      const entry = await onRoll()
      const [before, told] = [await itemOf(entry), notifications.messages.length]
      const lines = [{ ...entry, lastName: 'Durand' }]
      expect(await change(kind, lines, true)).toEqual([outcome])
      await expect(changeOnce(kind, lines, losing(0))).rejects.toMatchObject({ problem: 'lost' })
      await expect(changeOnce(kind, lines, losing(1), silent())).rejects.toThrow('no answer')
      expect(await itemOf(entry)).toEqual(before)
      expect(notifications.messages).toHaveLength(told)
      expect(await change(kind, lines)).toEqual([outcome])
    },
  )

  test.each([
    ['correct', 'absent'],
    ['remove', 'unchanged'],
  ] as const)('(%s) reports addresses that are not on the roll', async (kind, ofRemoved) => {
    const removed = await onRoll()
    await change('remove', [removed])
    const lines = [{ email: 'personne@academie.example' }, { email: removed.email }]
    expect(await change(kind, lines)).toEqual(['absent', ofRemoved])
  })

  test('(renew) makes no notice once the lock is lost, however late that shows', async () => {
    const entry = await onRoll()
    const before = await itemOf(entry)
    await expect(changeOnce('renew', [entry], losing(1))).rejects.toMatchObject({ problem: 'lost' })
    expect(await itemOf(entry)).toEqual(before)
  })

  test.each(['import', 'correct'] as const)(
    '(%s) is retried if its voter changes meanwhile, ten times at most',
    async (kind) => {
      const entry = await onRoll()
      const correct = (roll: typeof tables.roll, lastName: string) =>
        changeOnce(kind, [{ ...entry, lastName }], losing(20), { roll })
      expect(await correct(changing(9), 'Durand')).toEqual(['corrected'])
      expect(await itemOf(entry)).toMatchObject({ lastName: 'Durand' })
      await expect(correct(changing(10), 'Dupont')).rejects.toThrow('line 2 changes all the time')
      expect(await itemOf(entry)).toMatchObject({ lastName: 'Durand' })
    },
  )

  test('(renew) goes on where it was interrupted, and renews no notice twice', async () => {
    const [renewed, reissued, waiting] = [await onRoll(), await onRoll(), await onRoll()]
    await cutShort('renew', [renewed, reissued])
    const before = await itemOf(renewed)
    const bySms = { identifierReissueId: 'reissue-1', identifierHash: 'by SMS' }
    await rewrite(voterIdOf(keys, reissued.email), bySms)
    const again = await change('renew', [renewed, reissued, waiting])
    expect(again).toEqual(['unchanged', 'renewed', 'renewed'])
    expect(await itemOf(renewed)).toEqual(before)
    expect(await itemOf(reissued)).toMatchObject({ noticeNumber: 3 })
  })
})

describe('an import', () => {
  test('adds nobody without the lock', async () => {
    const added = aRollEntry()
    const adding = changeOnce('import', [added], losing(0))
    await expect(adding).rejects.toMatchObject({ problem: 'lost' })
    await expect(itemOf(added)).rejects.toThrow('There is no')
  })

  test('changes nobody under an address that was corrected since', async () => {
    const entry = await onRoll()
    await change('correct', [{ email: entry.email, newEmail: aRollEntry().email }])
    const [before, told] = [await itemOf(entry), notifications.messages.length]
    const older = { ...entry, lastName: 'Durand' }
    expect(await changeOnce('import', [older], losing(20))).toEqual(['former-address'])
    expect(await itemOf(entry)).toEqual(before)
    expect(notifications.messages).toHaveLength(told)
  })
})
