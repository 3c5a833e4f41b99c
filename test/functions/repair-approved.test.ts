import { expect, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashIdentity } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import {
  aTeamFunction,
  deployer,
  entry,
  identity,
  requests,
  secondDeployer,
  voterId,
} from '../builders/team-function.ts'
import { keys } from '../builders/values.ts'

const { found, ask } = await forEachTest(aTeamFunction)

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
