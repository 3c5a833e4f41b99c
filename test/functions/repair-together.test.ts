import { beforeEach, describe, expect, it } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashIdentity } from '../../shared/domain/voter/voter.ts'
import {
  alice,
  aTeamFunction,
  bob,
  entry,
  identity,
  requests,
  voterId,
} from '../builders/team-function.ts'
import { keys } from '../builders/values.ts'

let { found, ask } = aTeamFunction()

beforeEach(() => {
  ;({ found, ask } = aTeamFunction())
})

describe('a repair', () => {
  const deployer = { ...alice, role: 'deployer' } as const
  const second = { ...deployer, by: 'Deployer/bob', address: bob.address }

  it('is done once another person asks for the very same', async () => {
    const wrong = enrol(keys, { ...entry, birthDate: '1981-02-03' as typeof entry.birthDate }).voter
    found.voters = [wrong]
    expect(await ask(requests.repair, deployer)).toMatchObject({ standing: 'asked' })
    expect(await ask(requests.repair, { ...second, address: alice.address })).toEqual({
      refused: 'same-address',
    })
    const other = { ...requests.repair, correction: { ...identity, birthDate: '1980-01-01' } }
    expect(await ask(other, second)).toMatchObject({ standing: 'asked' })
    const { numen, birthDate } = identity
    const turned = { ...requests.repair, correction: { birthDate, numen } }
    expect(await ask(turned, second)).toMatchObject({
      standing: 'agreed',
      wish: { by: 'RollTeam/alice' },
      second: { by: 'Deployer/bob' },
      repaired: 'corrected',
    })
    const [{ identityHash } = {}] = found.voters
    expect(identityHash).toBe(hashIdentity(keys, voterId, identity))
    expect(found.told).toMatchObject([{ news: 'roll-corrected', voterId }])
    // As after an answer that was lost: nobody is told twice.
    expect(await ask(turned, second)).toMatchObject({ repaired: 'corrected' })
    found.voters = [wrong]
    expect(await ask(turned, second)).toMatchObject({ repaired: 'not-agreed' })
    expect(found.told).toHaveLength(1)
  })

  it.each([
    ['absent', 'is on the roll no more', [{ removedAt: new Date(0) }]],
    ['absent', 'never was on the roll', []],
    ['unchanged', 'is as they are said to be', [{}]],
  ] as const)('is %s of a voter who %s', async (repaired, _, voters) => {
    found.voters = voters.map((changes) => ({ ...enrol(keys, entry).voter, ...changes }))
    await ask(requests.repair, deployer)
    expect(await ask(requests.repair, second)).toMatchObject({ standing: 'agreed', repaired })
    expect(found.told).toEqual([])
    expect(found.interventions).toMatchObject([{ kind: 'repair', subject: 'voter' }])
  })

  it('is not agreed to by what somebody wrote into the table', async () => {
    await ask(requests.repair, deployer)
    const [first] = found.interventions
    if (!first) throw new Error('Nothing was noted')
    found.interventions.push({ ...first, interventionId: 'forged', by: 'Deployer/ghost' })
    expect(await ask(requests.repair, deployer)).toMatchObject({ standing: 'asked-already' })
  })

  it('is told by keyed hashes, which nobody can try', async () => {
    await ask(requests.repair, deployer)
    const told = JSON.stringify(found.interventions)
    for (const secret of [voterId, entry.email, entry.numen, entry.birthDate, alice.address]) {
      expect(told).not.toContain(secret)
    }
  })
})
