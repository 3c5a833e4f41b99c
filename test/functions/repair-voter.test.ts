import { beforeEach, expect, it, test } from 'vitest'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import { fileActionBody } from '../../shared/contract/files.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import type { Numen } from '../../shared/domain/voter/identity.ts'
import {
  bothFactorsLostUntil,
  hashIdentity,
  personIdOf,
  type Voter,
  voterIdOf,
} from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { address, aStaffWorld, identity, reason } from '../builders/staff-world.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry, election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { StaffName } from '../fakes/in-memory-staff-files.ts'

const { numen } = identity
const newEmail = address.email
const at = rollSealedAt(election)

const world = await forEachTest(aStaffWorld)
const { tables, voter, clock, office, ports, withFile, opened } = world
type Changes = Partial<typeof ports>

beforeEach(() => clock.set(at))

const ask = (cookie: string, typed: object) => world.act(cookie, 'repair', { typed })
const approve = (cookie: string, typed: object, changes: Changes = {}) =>
  world.approve(cookie, 'repair', { typed, ...changes })

const look = () => tables.voters.find(voter.voterId) as Promise<Voter>
const show = (cookie: string) => showFile(ports, cookie)
const repairs = async () =>
  (await tables.interventions.list()).filter(({ kind }) => kind === 'repair')
const notifiedKinds = () => office.notifications.map(({ news }) => news)
const done = { outcome: 'done', action: 'repair' }

async function openRequest(typed: object, by: StaffName = 'alix'): Promise<string> {
  expect(await ask(await withFile(by), typed)).toMatchObject({ outcome: 'asked' })
  return opened()
}

test('a repair by staff changes NUMEN and birth date once a second person has typed the same', async () => {
  const before = await look()
  const supervisor = await openRequest(identity)
  expect(await look()).toEqual(before)
  expect(await show(supervisor)).toMatchObject({ wish: { corrects: 'identity' } })
  const typed = { ...identity, numen: ' 27a-9912345 abc' }
  expect(await approve(supervisor, typed)).toEqual(done)

  const repaired = await look()
  const { birthDate } = identity
  expect(repaired.identityHash).toBe(hashIdentity(keys, voter.voterId, { numen, birthDate }))
  expect(bothFactorsLostUntil(repaired, 24, at)).toEqual(secondsLater(at, 86_400))
  expect((await tables.roll.findPersons([repaired.personId])).size).toBe(1)
  const notification = { news: 'roll-corrected', voterId: voter.voterId, at: repaired.correctedAt }
  expect(office.notifications.at(-1)).toEqual(notification)
  expect(await show(supervisor)).not.toHaveProperty('wish')
  expect(await approve(supervisor, address)).toEqual({ outcome: 'not-as-asked' })
  expect(await repairs()).toHaveLength(2)
})

test('a repair by staff changes nothing if the second person types something else, and counts each try', async () => {
  const supervisor = await openRequest(identity)
  const before = await look()
  const others = [{ ...identity, numen: '27A9912345ABD' }, address]
  for (let times = 0; times < 19; times++) {
    expect(await approve(supervisor, others[times % 2] as object)).toEqual({
      outcome: 'not-as-asked',
    })
  }
  expect(await look()).toEqual(before)
  expect(notifiedKinds()).toEqual(['repair-asked', 'file-opened-to-agree'])
  expect(await repairs()).toHaveLength(1)
  // The twentieth attempt may succeed; there is no further one.
  expect(await approve(supervisor, identity)).toEqual(done)
  expect(await ask(supervisor, address)).toMatchObject({ outcome: 'too-many-attempts' })
  expect(await ask(await withFile('andrea'), address)).toMatchObject({ outcome: 'asked' })
})

test('a repair by staff starts its delay by the election’s clock, and its e-mail shows the wall clock', async () => {
  clock.advance(7200)
  const correctedAt = clock()
  const electionClock = fakeClock(secondsLater(at, 3600))
  await approve(await openRequest(identity), identity, { electionClock })
  expect(await look()).toMatchObject({ correctedAt, repairedAt: electionClock() })
  expect(office.notifications.at(-1)).toMatchObject({ news: 'roll-corrected', at: correctedAt })
})

test('a repair by staff changes the address, and the file stays open', async () => {
  const supervisor = await openRequest(address)
  expect(await approve(supervisor, { ...address, email: ` ${newEmail.toUpperCase()}` })).toEqual(
    done,
  )
  const repaired = await tables.voters.find(voterIdOf(keys, newEmail))
  expect(repaired).toMatchObject({ email: newEmail, formerEmail: voter.email, repairedAt: at })
  expect(repaired).toMatchObject({ voterId: voter.voterId, sessionEpoch: 1 })
  expect(repaired).not.toHaveProperty('passwordHash')
  expect(await show(supervisor)).toMatchObject({ outcome: 'shown', actions: ['repair'] })
  expect(await ask(supervisor, { ...address, email: voter.email })).toMatchObject({
    outcome: 'asked',
  })
})

test('a repair by staff is refused if another voter has the value, or the roll has it already', async () => {
  const other = aRollEntry()
  await tables.roll.enrolMany([enrol(keys, other).voter])
  const cookie = await withFile('alix')
  const { email, birthDate } = voter
  const refusals = [
    [{ corrects: 'email', email }, 'unchanged'],
    [{ corrects: 'identity', numen: voter.numen, birthDate }, 'unchanged'],
    [{ corrects: 'email', email: other.email }, 'address-taken'],
    [{ corrects: 'identity', numen: other.numen, birthDate }, 'person-taken'],
  ] as const
  for (const [typed, outcome] of refusals) expect(await ask(cookie, typed)).toEqual({ outcome })
  expect(await repairs()).toEqual([])
})

test.each([
  [address, 'address-taken', { email: newEmail }],
  [identity, 'person-taken', { numen: numen as Numen }],
])('a repair of %o is refused if another voter was faster: %s', async (typed, outcome, taken) => {
  const supervisor = await openRequest(typed)
  const repair: typeof tables.roll.repair = async (...one) => {
    await tables.roll.enrolMany([enrol(keys, { ...aRollEntry(), ...taken }).voter])
    return tables.roll.repair(...one)
  }
  const late = { roll: { ...tables.roll, repair } }
  expect(await approve(supervisor, typed, late)).toEqual({ outcome })
  const notifiedCount = office.notifications.length
  expect(await approve(supervisor, typed)).toEqual({ outcome })
  expect([office.notifications.length, (await repairs()).length]).toEqual([notifiedCount, 1])
})

test('a repair by staff is made by one of two requests that are approved at once', async () => {
  const others = { ...identity, numen: '27A9912345ABD' }
  const files = [await openRequest(identity), await openRequest(others, 'andrea')] as const
  const early = { voters: { ...tables.voters, find: async () => before } }
  const before = await look()
  const both = [approve(files[0], identity, early), approve(files[1], others, early)]
  const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome)
  expect(outcomes.sort()).toEqual(['done', 'not-offered'])
  const persons = [numen, others.numen].map((one) => personIdOf(keys, one))
  expect((await tables.roll.findPersons(persons)).size).toBe(1)
})

test('a repair by staff is made once or not at all wherever the approval dies', async () => {
  const supervisor = await openRequest(identity)
  const dies = () => Promise.reject(new Error('died'))
  const unwritten = { roll: { ...tables.roll, repair: dies } }
  for (const change of [{ notifications: { put: dies } }, unwritten])
    await expect(approve(supervisor, identity, change)).rejects.toThrow('died')
  expect(await look()).not.toHaveProperty('correctedAt')
  expect(await repairs()).toHaveLength(1)
  const unanswered: typeof tables.roll.repair = async (...repair) => {
    await tables.roll.repair(...repair)
    return dies()
  }
  const lost = { roll: { ...tables.roll, repair: unanswered } }
  await expect(approve(supervisor, identity, lost)).rejects.toThrow('died')
  expect(await look()).toMatchObject({ correctedAt: at })
  expect(await approve(supervisor, identity)).toEqual({ outcome: 'again', action: 'repair' })
  expect(office.notifications.at(-1)).toMatchObject({ news: 'roll-corrected', at })
})

it('a repair is requested on its own route only', () => {
  expect(fileActionBody.safeParse({ action: 'end-sessions', reason }).success).toBe(true)
  expect(fileActionBody.safeParse({ action: 'repair', reason }).success).toBe(false)
})

test.each([
  [{}, ['corrects', 'required']],
  [{ ...identity, numen: undefined }, ['numen', 'required']],
  [{ ...identity, birthDate: '1979-02-30' }, ['birthDate', 'not-a-date']],
  [{ ...address, email: 'hélène@academie.example.org' }, ['email', 'malformed']],
])('a malformed repair names its field and counts as no try: %j', async (typed, [field, code]) => {
  const supervisor = await openRequest(identity)
  const agent = await withFile('andrea')
  const problem = { code: 'invalid-input', members: { errors: [{ field, code }] } }
  for (let times = 0; times < 21; times++) {
    await expect(approve(supervisor, typed)).rejects.toMatchObject(problem)
    await expect(ask(agent, typed)).rejects.toMatchObject(problem)
  }
  expect(await approve(supervisor, identity)).toEqual(done)
})
