import { beforeEach, expect, test } from 'vitest'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { firstCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import { hashIdentity, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { repairTexts as texts } from '../../shared/texts/roll/repair-command.ts'
import { askForRepair, remoteKeyedValues } from '../../team/keys/ask-team-function.ts'
import { repairVoter } from '../../team/roll/run-repair.ts'
import { aRotation } from '../builders/rotations.ts'
import { askedBy } from '../builders/team-function.ts'
import { keys, now } from '../builders/values.ts'
import { aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { aRoll } from './rolls.ts'

const { tables, news } = await aRoll()
const identity: object = { numen: '27A9912345ABC', birthDate: '1979-05-23' }
let interventions: Interventions
let voter: SignedInVoter
let at: Date

beforeEach(async () => {
  interventions = dynamoInterventions(tables.database, tables.names.interventions)
  voter = await aSignedInVoter(tables)
  await dynamoRollSeal(tables.database, tables.names.rollOperations).put(now)
  at = now
})

const find = () => tables.voters.find(voter.voterId) as Promise<Voter>

const people = ['alice', 'bob', 'carol', 'dan']
const addressOf = (by: string) =>
  `203.0.113.${people.findIndex((name) => by.toLowerCase().endsWith(name))}`

async function ask(by: string, correction: object = identity) {
  const clock = () => at
  const { roll } = tables
  const rollSeal = dynamoRollSeal(tables.database, tables.names.rollOperations)
  const askTeamFunction = askedBy(
    { role: 'deployer', by, address: addressOf(by) },
    {
      keys,
      roll,
      news,
      rollSeal,
      election,
      clock,
      interventions,
      approvals: tables.approvals,
      operations: tables.rollOperations,
      rings: aRotation().rotation.rings,
      calendars: { find: async () => firstCalendar, replace: async () => false },
      originHeader: { find: async () => ({ isEverywhere: true }), begin: async () => false },
    },
  )
  const dependencies = {
    ...{ roll, keyed: remoteKeyedValues(askTeamFunction) },
    askRepair: (repair: Parameters<typeof askForRepair>[1]) =>
      askForRepair(askTeamFunction, repair),
  }
  const line = { line: 2, email: voter.email, correction }
  return (await repairVoter(dependencies, line, 'NUMEN mal saisi par le rectorat')).said
}

const done = (by: string) => texts.outcome('corrected', by)
const later = (minutes: number) => {
  at = secondsLater(now, 60 * minutes)
}

test('a sealed roll is corrected once two people ask for the same, and both are told of', async () => {
  expect(await ask('RollTeam/alice')).toBe(texts.asked(60))
  expect((await find()).identityHash).not.toBe(hashIdentity(keys, voter.voterId, identity as never))
  expect(news.messages).toEqual([])
  later(59)
  expect(await ask('RollTeam/bob')).toBe(done('RollTeam/alice'))
  const repaired = await find()
  expect(repaired.identityHash).toBe(hashIdentity(keys, voter.voterId, identity as never))
  expect(news.messages).toEqual([{ news: 'roll-corrected', voterId: voter.voterId, at }])
  expect((await interventions.all()).map(({ by, kind }) => [by, kind])).toEqual([
    ['RollTeam/alice', 'repair'],
    ['RollTeam/bob', 'repair'],
  ])
})

test('nobody agrees with themselves, with something else, nor after an hour', async () => {
  await ask('RollTeam/alice')
  expect(await ask('RollTeam/alice')).toBe(texts.askedAlready)
  expect(await ask('Helpdesk/Alice')).toBe(texts.askedAlready)
  expect(await ask('RollTeam/bob', { ...identity, birthDate: '1979-05-24' })).toBe(texts.asked(60))
  later(61)
  expect(await ask('RollTeam/carol')).toBe(texts.asked(60))
  expect(await find()).not.toHaveProperty('repairedAt')
})

test('of two who approve at once, one corrects, and the approval serves once', async () => {
  await ask('RollTeam/alice')
  const both = await Promise.all(['RollTeam/bob', 'RollTeam/carol'].map((by) => ask(by)))
  expect(both.sort()).toEqual([done('RollTeam/alice'), texts.outcome('not-approved')].sort())
  expect(await ask('RollTeam/dan')).toBe(texts.asked(60))
  expect(news.messages).toHaveLength(2)
})

test('an address goes to the new mailbox, and what the old one opened ends', async () => {
  const newEmail = 'nouvelle@academie.example.org'
  await ask('RollTeam/alice', { newEmail })
  await ask('RollTeam/bob', { newEmail })
  const repaired = (await tables.voters.find(voterIdOf(keys, newEmail))) as Voter
  expect(repaired).toMatchObject({ email: newEmail, formerEmail: voter.email, repairedAt: now })
  expect(repaired).not.toHaveProperty('passwordHash')
})

test('who is not on the roll is nobody, and nothing is done for them', async () => {
  const nobody = { email: 'personne@example.org' }
  const unknown = { ...voter, ...nobody }
  voter = unknown
  await ask('RollTeam/alice')
  expect(await ask('RollTeam/bob')).toBe(texts.outcome('absent'))
  expect(news.messages).toEqual([])
})
