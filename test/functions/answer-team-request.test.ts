import { expect, it, test } from 'vitest'
import { callerOf } from '../../functions/answer-team-request/read-caller.ts'
import {
  maxBatchSize,
  type RoleName,
  readTeamRequest,
  type TeamRequest,
  teamRules,
} from '../../shared/contract/team-requests.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol, enrolmentOf } from '../../shared/domain/roll/enrolment.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import { hashIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { hashIdentity, personIdOf } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import {
  alice,
  aTeamFunction,
  deployer,
  entry,
  identity,
  requests,
  sealedAt,
  secondDeployer,
  voterId,
} from '../builders/team-function.ts'
import { bothClocks, keys } from '../builders/values.ts'

const names = Object.keys(requests) as TeamRequest['compute'][]
const roles = ['rollTeam', 'operator', 'watcher', 'auditor', 'deployer', undefined]

const { found, ask } = await forEachTest(aTeamFunction)

const askAs = (role: RoleName | undefined, compute: TeamRequest['compute']) =>
  ask(requests[compute], { ...alice, role })

test('the team function computes keyed values, and no identifier', async () => {
  const enrolment = enrolmentOf(keys, entry)
  const printed = (noticeNumber?: number) =>
    hashIdentifier(
      keys,
      voterId,
      noticeIdentifier(keys, { voterId, ...(noticeNumber && { noticeNumber }) }),
    )
  expect(await askAs(undefined, 'voter-ids')).toEqual({ values: [voterId, voterId] })
  expect(await askAs('rollTeam', 'enrolments')).toEqual({ values: [enrolment] })
  expect(await askAs('rollTeam', 'identities')).toEqual({
    values: [
      {
        identityHash: hashIdentity(keys, voterId, identity),
        personId: personIdOf(keys, identity.numen),
      },
    ],
  })
  expect(await askAs('rollTeam', 'identifier-hashes')).toEqual({ values: [printed(), printed(2)] })
  expect(await askAs('deployer', 'spoken-code')).toEqual({ values: ['9456'] })
})

test('the team function answers each role only what its commands need', async () => {
  const answered: Record<string, unknown[]> = {}
  for (const compute of names) {
    answered[compute] = []
    for (const role of roles as (RoleName | undefined)[]) {
      const answer = await askAs(role, compute)
      if (!('refused' in answer) || answer.refused !== 'not-your-role') {
        answered[compute].push(role)
      }
    }
  }
  expect(answered).toEqual({
    permission: ['deployer'],
    'voter-ids': roles,
    enrolments: ['rollTeam', 'deployer'],
    identities: ['rollTeam'],
    'sealed-phones': ['rollTeam'],
    'identifier-hashes': ['rollTeam'],
    'calendar-change': ['operator', 'deployer'],
    'sms-change': ['operator', 'deployer'],
    'notice-returned': ['rollTeam', 'operator'],
    'spoken-code': ['deployer'],
    'key-ring': ['deployer'],
    'key-ring-change': ['deployer'],
    'origin-header': ['deployer'],
    seal: ['deployer'],
    repair: ['deployer'],
    closing: ['deployer', undefined],
    wipe: ['deployer'],
    restoration: ['operator', 'deployer'],
    'notices-request': ['rollTeam'],
    'notices-approval': ['rollTeam', 'deployer'],
    notices: ['rollTeam'],
  })
})

test('the team function says beforehand whether it would answer', async () => {
  const permission = { compute: 'permission', of: 'seal' } as const
  expect(await ask(permission, { ...alice, role: 'deployer' })).toEqual({ values: [] })
  expect(await ask(permission)).toEqual({ refused: 'not-your-role' })
})

test.each(['the day of the vote has come', 'the tables say so'])(
  'the team function refuses new voters and notices once the roll is sealed: %s',
  async (why) => {
    if (why === 'the tables say so') found.isSealed = true
    else found.now = sealedAt
    const refused: string[] = []
    for (const compute of names) {
      const { callers: by } = teamRules[compute]
      const answer = await askAs(by === 'anyone' ? undefined : (by[0] as RoleName), compute)
      if ('refused' in answer && answer.refused === 'roll-sealed') refused.push(compute)
    }
    expect(refused).toEqual([
      ...['enrolments', 'identities', 'sealed-phones', 'identifier-hashes', 'spoken-code'],
      ...['notices-request', 'notices-approval', 'notices'],
    ])
    expect(await ask({ compute: 'permission', of: 'enrolments' })).toEqual({
      refused: 'roll-sealed',
    })
  },
)

const sealer = { ...alice, role: 'deployer', by: 'Deployer/alice' } as const

it('a seal is recorded once, and a second seal needs a reason', async () => {
  const { seal } = requests
  for (const _ of [1, 2]) expect(await ask(seal, sealer)).toMatchObject({ values: [true] })
  expect(found.interventions).toMatchObject([
    { interventionId: 'seal/s-1', kind: 'seal', by: sealer.by, digests: seal.digests },
  ])
  const again = { ...seal, sealId: 's-2' }
  expect(await ask(again, sealer)).toEqual({ refused: 'no-reason' })
  const why = { reason: 'Une version corrigée est en place' }
  expect(await ask({ ...again, ...why }, sealer)).toMatchObject({ values: [true] })
  expect(found.interventions).toMatchObject([{}, why])
})

it('a seal is refused with a reason that names somebody, as every request is', async () => {
  for (const one of Object.values(requests)) {
    if (!('reason' in one || one.compute === 'seal')) continue
    const asked = { ...one, reason: 'Pour le 06 12 34 56 78' } as typeof requests.seal
    const role = teamRules[one.compute].callers[0] as 'deployer'
    expect(await ask(asked, { ...sealer, role })).toEqual({ refused: 'no-reason' })
  }
})

it('a seal keeps the date on its page, at most ten minutes from now', async () => {
  found.now = bothClocks(found.now.getTime() + 600_001)
  expect(await ask(requests.seal, sealer)).toEqual({ refused: 'invalid' })
  found.now = bothClocks(found.now.getTime() - 1)
  expect(await ask(requests.seal, sealer)).toEqual({ values: [true] })
})

const returned = requests['notice-returned']
const at = bothClocks(returned.at)

it('a returned notice is recorded for its voter, with whether it was replaced', async () => {
  expect(await ask({ ...returned, isReplaced: true })).toEqual({ values: ['returned'] })
  expect(found.returned).toEqual([{ voterId, printed: 'hash', isReplaced: true, at }])
})

it('a returned notice is refused with a date that is not near', async () => {
  found.now = bothClocks(at.getTime() - 600_001)
  expect(await ask(returned)).toEqual({ refused: 'invalid' })
  expect(found.returned).toEqual([])
})

const known = { 'Reassort-RollTeam-1': 'rollTeam' } as const
it.each([
  [
    'arn:aws:sts::1:assumed-role/Reassort-RollTeam-1/alice',
    'rollTeam',
    'Reassort-RollTeam-1/alice',
  ],
  ['arn:aws:sts::1:assumed-role/Other/al.ice@b-c.fr', undefined, 'Other/al.ice'],
  ['arn:aws:sts::1:assumed-role/Other/alice', undefined, 'Other/alice'],
  ['arn:aws:sts::1:federated-user/Reassort-RollTeam-1', undefined, 'Reassort-RollTeam-1'],
  ['arn:aws:iam::1:user/Reassort-RollTeam-1/x', undefined, 'Reassort-RollTeam-1/x'],
  ['arn:aws:sts::1:assumed-role/constructor/x', undefined, 'constructor/x'],
  ['arn:aws:iam::1:root', undefined, 'root'],
  ['', undefined, ''],
])('the caller is read from the ARN: %s', (arn, role, by) => {
  const network = '2001:db8:1'
  expect(callerOf(arn, '2001:db8:1:1:aaaa::1', known)).toEqual({ role, by, network })
})

test.each(names)('a team request is read as sent, and refused with more fields: %s', (compute) => {
  expect(readTeamRequest(requests[compute])).toEqual(requests[compute])
  expect(readTeamRequest({ ...requests[compute], more: 1 })).toBeUndefined()
})

test.each([
  undefined,
  null,
  'voter-ids',
  {},
  { compute: 'constructor' },
  { compute: 'voter-ids' },
  { compute: 'voter-ids', emails: [] },
  { compute: 'voter-ids', emails: [1] },
  { compute: 'voter-ids', emails: ['x'.repeat(1001)] },
  { compute: 'voter-ids', emails: Array(maxBatchSize + 1).fill('a@b.fr') },
  { compute: 'identifier-hashes', notices: [{ voterId: 'a', noticeNumber: 1.5 }] },
])('a team request is refused if malformed: %j', (json) => {
  expect(readTeamRequest(json)).toBeUndefined()
})

test('a repair of the sealed roll is made once another person requests the same', async () => {
  const wrong = enrol(keys, { ...entry, birthDate: '1981-02-03' as typeof entry.birthDate }).voter
  found.voters = [wrong]
  expect(await ask(requests.repair, deployer)).toMatchObject({ status: 'asked' })
  const stored = JSON.stringify([...found.approvals.values(), found.interventions])
  for (const typed of [...Object.values(identity), entry.email]) expect(stored).not.toContain(typed)
  const other = { ...requests.repair, correction: { ...identity, birthDate: '1980-01-01' } }
  expect(await ask(other, secondDeployer)).toMatchObject({ status: 'asked' })
  const { numen, birthDate } = identity
  const turned = { ...requests.repair, correction: { birthDate, numen } }
  expect(await ask(turned, secondDeployer)).toMatchObject({
    status: 'approved',
    request: { by: 'RollTeam/alice' },
    approvedBy: 'RollTeam/bob',
  })
  const [{ identityHash } = {}] = found.voters
  expect(identityHash).toBe(hashIdentity(keys, voterId, identity))
  expect(found.notifications).toMatchObject([{ news: 'roll-corrected', voterId }])
  expect(await ask(turned, secondDeployer)).toMatchObject({ status: 'approved' })
  found.voters = [wrong]
  expect(await ask(turned, secondDeployer)).toMatchObject({ status: 'asked' })
  expect(found.notifications).toHaveLength(1)
  const overtaken = await ask(turned, deployer, (ports) => ({
    ...ports,
    roll: { ...ports.roll, repair: async () => 'changed-meanwhile' },
  }))
  expect(overtaken).toEqual({ refused: 'changed-meanwhile' })
})

test.each([
  ['was removed', [{ removedAt: new Date(0) }]],
  ['is unknown', []],
] as const)('a repair of the sealed roll is refused for a voter who %s', async (_, voters) => {
  found.voters = voters.map((changes) => ({ ...enrol(keys, entry).voter, ...changes }))
  expect(await ask(requests.repair, deployer)).toEqual({ refused: 'changed-meanwhile' })
  expect(found.interventions).toEqual([])
})

test('a repair of the sealed roll starts its delay by the election’s clock, which stops during a suspension', async () => {
  found.voters = [enrol(keys, { ...entry, birthDate: '1981-02-03' as never }).voter]
  const suspended = { from: secondsLater(found.now, -600), to: secondsLater(found.now, -300) }
  found.calendar = { ...found.calendar, suspensions: [suspended] }
  await ask(requests.repair, deployer)
  await ask(requests.repair, secondDeployer)
  expect(found.voters[0]?.repairedAt).toEqual(secondsLater(found.now, -300))
})

test('a repair of the sealed roll changes nothing and mails nobody if the roll already has the values', async () => {
  found.voters = [enrol(keys, entry).voter]
  await ask(requests.repair, deployer)
  expect(await ask(requests.repair, secondDeployer)).toEqual({ refused: 'unchanged' })
  expect(found.notifications).toEqual([])
  expect(found.interventions).toMatchObject([{ kind: 'repair', subject: 'voter' }])
})
