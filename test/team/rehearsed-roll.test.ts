import { describe, expect, test } from 'vitest'
import { dynamoWipedTables } from '../../shared/adapters/roll/dynamo-wiped-tables.ts'
import { inviteGuest } from '../../shared/adapters/voter/invite-guest.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { RollModeError } from '../../shared/domain/roll/roll.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { inviteGuests } from '../../team/rehearsal/invite-guests.ts'
import { wipeRehearsal } from '../../team/rehearsal/wipe-rehearsal.ts'
import { operateOnRoll } from '../../team/roll/roll-lock.ts'
import { ownKeyedValues } from '../builders/values.ts'
import { aRollEntry, aSignedInVoter } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, changeOnce, change } = await aRoll()

const operate = (
  kind: 'import' | 'correct' | 'smoke' | 'wipe',
  mode: ElectionMode,
  work: Parameters<typeof operateOnRoll>[1] = async () => ({}),
) => operateOnRoll({ operations: tables.rollOperations, clock: () => new Date(), kind, mode }, work)

const wipe = () =>
  operate('wipe', 'rehearsal', async ({ checkLockHeld }) => {
    const rehearsed = dynamoWipedTables(tables.database, tables.names)
    const { counts } = await wipeRehearsal(rehearsed, { checkLockHeld, reportTable: () => {} })
    const other = tables.rollOperations.lock('other', new Date(), new Date())
    expect(await other).toHaveProperty('heldUntil')
    return { counts }
  })

describe('the roll', () => {
  test('refuses the vote after a rehearsal, until it is wiped', async () => {
    await operate('smoke', 'vote')
    await operate('import', 'rehearsal')
    await operate('correct', 'rehearsal')
    for (const kind of ['import', 'correct', 'smoke'] as const) {
      await expect(operate(kind, 'vote')).rejects.toEqual(new RollModeError('rehearsal'))
    }
    expect(modeOfRoll(await tables.rollOperations.list())).toBe('rehearsal')
    await wipe()
    expect(await tables.rollOperations.list()).toEqual([])
    await operate('import', 'vote')
    expect(modeOfRoll(await tables.rollOperations.list())).toBe('vote')
  })

  test('is neither changed nor wiped by a rehearsal once it is the vote’s', async () => {
    const entry = aRollEntry()
    await operate('import', 'vote', async (operation) => {
      await changeOnce('import', [entry], operation)
      return {}
    })
    const before = await tables.rollOperations.list()
    await expect(operate('import', 'rehearsal')).rejects.toEqual(new RollModeError('vote'))
    await expect(wipe()).rejects.toEqual(new RollModeError('vote'))
    expect(await tables.rollOperations.list()).toEqual(before)
    const [voterId = ''] = await ownKeyedValues.voterIds([entry.email])
    expect(await tables.voters.find(voterId)).toBeDefined()
  })
})

test('guests are found by their present or former address', async () => {
  const [stays, moves, removed] = [aRollEntry(), aRollEntry(), aRollEntry()]
  await operate('import', 'vote', async (operation) => {
    await changeOnce('import', [stays, moves, removed], operation)
    return {}
  })
  const newEmail = 'nouvelle@academie.example'
  expect(await change('correct', [{ email: moves.email, newEmail }])).toEqual(['corrected'])
  expect(await change('remove', [{ email: removed.email }])).toEqual(['removed'])
  const engines = {
    keyedValues: ownKeyedValues,
    roll: tables.roll,
    invite: (id: string) => inviteGuest(tables.database, tables.names.voters, id),
  }
  const invite = (...emails: string[]) =>
    inviteGuests(
      engines,
      emails.map((email, index) => ({ line: index + 1, email })),
    )
  const file = [
    stays.email.toUpperCase(),
    moves.email,
    removed.email,
    'personne@x.example',
    newEmail,
  ]
  for (let times = 0; times < 2; times++) {
    expect(await invite(...file)).toEqual({ invitedCount: 3, unknownLines: [3, 4] })
  }
  const guests: string[] = []
  for await (const { email, guest } of tables.roll.allVoters()) if (guest) guests.push(email)
  expect(guests.sort()).toEqual([stays.email, newEmail].sort())
})

test('a wipe leaves nothing of any voter, and keeps the interventions', async () => {
  await aSignedInVoter(tables)
  await tables.put('interventions', { interventionId: 'x', kind: 'seal', at: '2026', by: 'x' })
  await tables.put('phones', { phoneHash: 'x' })
  await tables.put('reissues', { reissueId: 'x' })
  await tables.put('attempts', { attemptKey: 'x' })
  await tables.put('passwordLinks', { voterId: 'x' })
  await tables.put('smsDays', { day: '2026-11-28' })
  await wipe()
  for (const table of dynamoWipedTables(tables.database, tables.names)) {
    for await (const key of table.keys()) expect(`${table.name} ${key}`).toBeUndefined()
  }
  expect(await tables.stored('interventions', { interventionId: 'x' })).toBeDefined()
})
