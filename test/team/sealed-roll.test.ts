import { describe, expect, test } from 'vitest'
import { sealRoll } from '../../functions/watch-vote/seal-roll.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { RollSealedError } from '../../shared/domain/roll/roll.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { sealCopyCount, sealCopyKey } from '../../shared/tables/roll-operations.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry, election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { aRoll } from './rolls.ts'

const { tables, change, imported } = await aRoll()

const find = (email: string) => tables.voters.findAddressee(voterIdOf(keys, email))
const rollSeal = () => dynamoRollSeal(tables.database, tables.names.rollOperations)
const sealedAt = rollSealedAt(election)

describe('the seal of the roll', () => {
  const entry = aRollEntry()

  test('is not put where no import has begun, whatever the dates say', async () => {
    const clock = fakeClock(secondsLater(sealedAt, 3600))
    await sealRoll({ rollSeal: rollSeal(), election, clock })
    expect(await rollSeal().find()).toBeUndefined()
  })

  test('is put although the import was cut short', async () => {
    expect(await rollSeal().hasImport()).toBe(false)
    await tables.rollOperations.begin({ operationId: 'x', kind: 'remove', startedAt: now })
    expect(await rollSeal().hasImport()).toBe(false)
    await tables.rollOperations.begin({ operationId: 'y', kind: 'import', startedAt: now })
    expect(await rollSeal().hasImport()).toBe(true)
  })

  test('is not put before the first instant of the day of the vote', async () => {
    await begin()
    const clock = fakeClock(secondsLater(sealedAt, -0.001))
    await sealRoll({ rollSeal: rollSeal(), election, clock })
    expect(await rollSeal().find()).toBeUndefined()
    expect(await change('correct', [{ email: entry.email, lastName: 'Durand' }])).toEqual([
      'corrected',
    ])
  })

  test('is put then, once and for all, in each of its copies', async () => {
    await seal()
    await sealRoll({ rollSeal: rollSeal(), election, clock: fakeClock(secondsLater(sealedAt, 60)) })
    expect(await rollSeal().find()).toEqual(sealedAt)
    for (let copy = 0; copy < sealCopyCount; copy++) {
      const item = await tables.stored('rollOperations', { operationId: sealCopyKey(copy) })
      expect(item.sealedAt).toBe(sealedAt.toISOString())
    }
  })

  test.each([
    ['enrols a voter', () => tables.roll.enrolMany([enrol(keys, aRollEntry()).voter])],
    ['corrects a voter', async () => tables.roll.correct(await voter(), { lastName: 'X' }, now)],
    ['removes a voter', async () => tables.roll.remove(await voter(), now)],
    ['renews a notice', async () => tables.roll.renewNotice(await voter(), await voter())],
  ])('stops a run that %s', async (_, write) => {
    await seal()
    const before = await everyone()
    for (let time = 0; time < 10; time++) await expect(write()).rejects.toThrow(RollSealedError)
    expect(await everyone()).toEqual(before)
  })

  async function begin(): Promise<void> {
    await imported([entry])
  }

  async function seal(): Promise<void> {
    await begin()
    await sealRoll({ rollSeal: rollSeal(), election, clock: fakeClock(sealedAt) })
  }

  const voter = async () => (await find(entry.email)) as Voter

  async function everyone(): Promise<Voter[]> {
    const found: Voter[] = []
    for await (const one of tables.roll.allVoters()) found.push(one)
    return found
  }
})
