import { beforeEach, describe, expect, it, test } from 'vitest'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import { createFileCode } from '../../functions/create-file-code/create-file-code.ts'
import { identifyVoter } from '../../functions/identify-and-repair/identify-voter.ts'
import { readIdentity } from '../../functions/identify-and-repair/repair-form.ts'
import { openFile } from '../../shared/access/open-file.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { personIdOf } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aStaffWorld } from '../builders/staff-world.ts'
import { keys, minutes, now } from '../builders/values.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'

const { tables, voter, clock, office, ports } = await forEachTest(aStaffWorld)
let nextCode = 90_000_000
let drawn: string[] = []

beforeEach(() => {
  drawn = ['12345678']
})

const ofStaff = () => ({ ...ports, generateCode: () => drawn.shift() ?? String(nextCode++) })
const ofVoter = () => ({ ...ofStaff(), sessions: tables.sessions })
const drawCode = () => createFileCode(ofVoter(), voter.session)
const open = (cookie: string | undefined, code: string) =>
  office.openByCode(ofStaff(), cookie, code)

test('a voter’s code is created for a signed-in voter, lasts ten minutes and is stored as a hash', async () => {
  expect(await createFileCode(ofVoter(), undefined)).toEqual({ outcome: 'unauthenticated' })
  expect(await drawCode()).toEqual({ outcome: 'created', code: '12345678', expiresAt: minutes(10) })
  expect(JSON.stringify([...tables.look.everything().fileCodes])).not.toContain('12345678')
})

test('a voter’s code is created ten times an hour at most', async () => {
  for (let times = 0; times < 10; times++) {
    expect((await drawCode()).outcome).toBe('created')
  }
  expect(await drawCode()).toMatchObject({ outcome: 'too-many-attempts' })
})

test('a file opens once by the code as the voter reads it, with a ledger entry and an e-mail', async () => {
  await drawCode()
  const agent = await office.signedIn('alix')
  expect(await open(agent, ' 1234-5678 ')).toEqual({ outcome: 'opened', role: 'agent' })
  expect(office.interventions).toMatchObject([{ kind: 'file-opened', by: 'agent/alix', at: now }])
  expect(JSON.stringify(office.interventions)).not.toContain(voter.voterId)
  expect(office.notifications).toEqual([{ news: 'file-opened', voterId: voter.voterId, at: now }])
  const file = await showFile(ofStaff(), agent)
  expect(file).toMatchObject({ opening: 'file-opened', expiresAt: minutes(15).toISOString() })
  expect('sections' in file && file.sections.length).toBeGreaterThan(0)
  const voters = { ...ofStaff().voters, find: async () => undefined }
  expect(await showFile({ ...ofStaff(), voters }, agent)).toEqual({ outcome: 'not-found' })
  expect(await open(agent, '12345678')).toEqual({ outcome: 'not-found' })
})

test('a file closes after fifteen minutes, or when staff close it', async () => {
  await drawCode()
  const agent = await office.signedIn('alix')
  await open(agent, '12345678')
  clock.set(minutes(15))
  expect(await showFile(ofStaff(), agent)).toEqual({ outcome: 'not-found' })
  clock.set(minutes(1))
  await tables.staffSessions.closeFile(staffTokenHash(agent) as string)
  expect(await showFile(ofStaff(), agent)).toEqual({ outcome: 'not-found' })
})

test('a file stays closed to delegates and strangers, and once the code has expired', async () => {
  await drawCode()
  const delegate = await office.signedIn('dominique')
  expect(await open(delegate, '12345678')).toEqual({ outcome: 'not-permitted' })
  const tokenHash = staffTokenHash(delegate) as string
  const { voterId } = voter
  const file = { voterId, opening: 'file-opened' as const, expiresAt: minutes(15) }
  await tables.staffSessions.openFile(tokenHash, file)
  expect(await showFile(ofStaff(), delegate)).toEqual({ outcome: 'not-found' })
  expect(await open(undefined, '12345678')).toEqual({ outcome: 'unauthenticated' })
  expect(await showFile(ofStaff(), undefined)).toEqual({ outcome: 'unauthenticated' })
  clock.set(minutes(10))
  const agent = await office.signedIn('alix')
  expect(await open(agent, '12345678')).toEqual({ outcome: 'not-found' })
  expect([office.interventions, office.notifications]).toEqual([[], []])
})

test('a file allows an agent five wrong codes in all sessions, and any number of right ones', async () => {
  const agent = await office.signedIn('alix')
  for (let times = 0; times < 6; times++) {
    drawn = ['12345678']
    await drawCode()
    expect((await open(agent, '12345678')).outcome).toBe('opened')
  }
  for (let times = 0; times < 5; times++) {
    expect((await open(agent, '11111111')).outcome).toBe('not-found')
  }
  const again = await office.signedIn('alix')
  drawn = ['12345678']
  await drawCode()
  expect(await open(again, '12345678')).toMatchObject({ outcome: 'too-many-attempts' })
  clock.set(minutes(15))
  drawn = ['12345678']
  await drawCode()
  expect((await open(again, '12345678')).outcome).toBe('opened')
})

test('a file stays closed if the ledger entry fails', async () => {
  await drawCode()
  const agent = await office.signedIn('alix')
  const broken = {
    ...ofStaff(),
    interventions: failing(ofStaff().interventions, 'record', 'before'),
  }
  await expect(office.openByCode(broken, agent, '12345678')).rejects.toThrow('no answer')
  expect(await showFile(ofStaff(), agent)).toEqual({ outcome: 'not-found' })
})

describe('a file without a code', () => {
  const roll = {
    async findPersons(personIds: string[]) {
      const { voterId, numen } = voter
      const personId = personIdOf(keys, numen)
      return new Map(personIds.includes(personId) ? [[personId, voterId]] : [])
    },
  }
  const openBy = (cookie: string | undefined, typed: { numen: string; birthDate: string }) =>
    openFile(ofStaff(), {
      cookie,
      kind: 'file-opened-by-identity',
      checkInput: () => readIdentity(typed, now),
      find: () => identifyVoter({ ...tables, roll, keys }, readIdentity(typed, now)),
    })

  it('opens by NUMEN and birth date, with a ledger entry and an e-mail', async () => {
    const agent = await office.signedIn('alix')
    const { numen, birthDate, voterId } = voter
    const typed = { numen: ` ${numen.toLowerCase()}`, birthDate }
    expect(await openBy(agent, typed)).toEqual({ outcome: 'opened', role: 'agent' })
    expect(office.interventions).toMatchObject([
      { kind: 'file-opened-by-identity', by: 'agent/alix' },
    ])
    expect(office.notifications).toEqual([{ news: 'file-opened-by-identity', voterId, at: now }])
    expect(await showFile(ofStaff(), agent)).toMatchObject({ opening: 'file-opened-by-identity' })
  })

  it('stays closed if either is wrong, and allows fifteen tries an hour, right ones included and invalid forms not', async () => {
    const agent = await office.signedIn('alix')
    const { numen, birthDate } = voter
    const other = await aSignedInVoter(tables)
    const wrong = [
      { numen, birthDate: '1970-01-01' },
      { numen: other.numen, birthDate: other.birthDate },
    ]
    const invalid = [{}, { numen: '', birthDate: '' }, { numen: 'none', birthDate }]
    for (const typed of [...invalid, ...invalid])
      await expect(openBy(agent, typed as never)).rejects.toThrow('invalid-input')
    for (const typed of wrong) expect(await openBy(agent, typed)).toEqual({ outcome: 'not-found' })
    expect([office.interventions, office.notifications]).toEqual([[], []])
    for (let times = wrong.length; times < 15; times++) {
      expect(await openBy(agent, { numen, birthDate })).toMatchObject({ outcome: 'opened' })
    }
    expect(await openBy(agent, { numen, birthDate })).toMatchObject({
      outcome: 'too-many-attempts',
    })
    expect(await openBy(undefined, { numen, birthDate })).toEqual({ outcome: 'unauthenticated' })
  })
})
