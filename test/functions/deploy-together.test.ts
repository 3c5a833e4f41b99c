import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/compute-for-team/read-caller.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { digestOf, sha256 } from '../../shared/domain/ledger/seal.ts'
import * as team from '../builders/team-function.ts'

const alice = { ...team.alice, role: 'deployer', by: 'Deployer/alice' } as const
const bob = { ...team.bob, role: 'deployer', by: 'Deployer/bob' } as const
const carol = { ...bob, by: 'Deployer/carol', address: '203.0.113.3' }
const templates = { 'Reassort-Data': sha256('data'), Reassort: sha256('service') }
const begun = (stack: keyof typeof templates) => `${stack} ${templates[stack]}`
const reason = 'Les pages ne s’ouvrent plus'

let { found, ask } = team.aTeamFunction()

beforeEach(() => {
  ;({ found, ask } = team.aTeamFunction())
})

const deploy = (caller: Caller, changes: object = {}) =>
  ask({ compute: 'deployment', templates, stack: 'Reassort-Data', reason, ...changes }, caller)

function sealIt(interventionId = 's') {
  const at = secondsLater(found.now, -7200)
  const digests = { roll: '1' }
  found.interventions.push({ interventionId, kind: 'seal', at, by: 'Deployer/x', digests })
}

describe('a deployment', () => {
  it('of what is not sealed is done for one person, and told once', async () => {
    const without = { reason: undefined }
    expect(await deploy(alice, without)).toMatchObject({ outcome: 'begun' })
    expect(await deploy(alice, { ...without, stack: 'Reassort' })).toMatchObject({
      outcome: 'begun',
    })
    expect(found.deployed).toEqual([begun('Reassort-Data'), begun('Reassort')])
    expect(found.interventions).toMatchObject([
      { kind: 'deployment', by: 'Deployer/alice', subject: `Reassort ${digestOf(templates)}` },
    ])
  })

  it('of what is not sealed may have a reason, which is told', async () => {
    expect(await deploy(alice, { reason: '12 34 56' })).toEqual({ refused: 'no-reason' })
    expect(await deploy(alice)).toMatchObject({ outcome: 'begun' })
    expect(found.interventions).toMatchObject([{ reason }])
  })

  it('of what is sealed is done once two people ask for the same, for an hour, by either', async () => {
    sealIt()
    for (const none of ['12 34 56', undefined]) {
      expect(await deploy(alice, { reason: none })).toEqual({ refused: 'no-reason' })
    }
    expect(await deploy(alice)).toMatchObject({ standing: 'asked' })
    expect(await deploy(alice)).toMatchObject({ standing: 'asked-already' })
    expect(await deploy({ ...bob, address: alice.address })).toEqual({ refused: 'same-address' })
    expect(await deploy({ ...alice, role: 'operator' })).toEqual({ refused: 'not-your-role' })
    expect(found.deployed).toEqual([])
    expect(await deploy(bob)).toMatchObject({ standing: 'agreed', outcome: 'begun' })
    // The one that agreed is told before anything is done, and once.
    expect(found.interventions.slice(1).map(({ by }) => by)).toEqual([alice.by, bob.by])
    found.now = secondsLater(found.now, 3600)
    for (const one of [alice, bob]) {
      expect(await deploy(one, { stack: 'Reassort' })).toMatchObject({
        ...{ standing: 'agreed', outcome: 'begun' },
      })
    }
    expect(found.interventions).toHaveLength(3)
    found.now = secondsLater(found.now, 1)
    expect(await deploy(bob, { stack: 'Reassort' })).toMatchObject({ standing: 'asked' })
    expect(found.deployed).toEqual(
      ['Reassort-Data', 'Reassort', 'Reassort'].map((one) => begun(one as 'Reassort')),
    )
  })

  it('that two agreed to lets neither of them deploy another version alone', async () => {
    sealIt()
    await deploy(alice)
    await deploy(bob)
    for (const one of [alice, bob]) {
      const other = { templates: { Reassort: sha256(one.by) }, stack: 'Reassort' }
      expect(await deploy(one, other)).toMatchObject({ standing: 'asked' })
    }
    expect(found.deployed).toEqual([begun('Reassort-Data')])
  })

  it('that two agreed to is gone on with by a third in their own name, from where they are', async () => {
    sealIt()
    await deploy(alice)
    await deploy(bob)
    expect(await deploy({ ...carol, address: bob.address })).toEqual({ refused: 'same-address' })
    expect(await deploy(carol)).toMatchObject({ standing: 'agreed', second: { by: carol.by } })
    expect(found.interventions.at(-1)).toMatchObject({ kind: 'deployment', by: carol.by })
  })

  it('of another version agrees with nobody, and says who asked within the hour', async () => {
    sealIt()
    await deploy({ ...carol, by: 'Deployer/late' })
    found.now = secondsLater(found.now, 3601)
    await deploy(alice)
    // What AWS tells of a deployment is no wish, and this one is of something else.
    const at = found.now
    found.interventions.push({ interventionId: 'e', kind: 'deployment', at, by: 'Deployer/aws' })
    await ask(team.requests.repair, { ...carol, by: 'Deployer/repairs' })
    const other = { templates: { ...templates, Reassort: sha256('other') } }
    expect(await deploy(bob, other)).toMatchObject({ standing: 'asked', others: [alice.by] })
    const third = { templates: { ...templates, Reassort: sha256('third') } }
    expect(await deploy(bob, third)).toMatchObject({ standing: 'asked', others: [alice.by] })
    expect(
      await deploy(carol, { templates: { 'Reassort-Data': templates['Reassort-Data'] } }),
    ).toMatchObject({ standing: 'asked' })
    expect(await deploy(alice, { stack: 'Reassort-Other' })).toEqual({ refused: 'invalid' })
    expect(found.deployed).toEqual([])
  })

  it('asks for two from the day of the vote on, whatever became of the seal', async () => {
    found.now = team.sealedAt
    expect(await deploy(alice)).toMatchObject({ standing: 'asked' })
    expect(found.deployed).toEqual([])
    found.now = secondsLater(team.sealedAt, -1)
    expect(await deploy(alice)).toMatchObject({ outcome: 'begun' })
  })

  it('of a rehearsal asks for one, whatever the day', async () => {
    ;({ found, ask } = team.aTeamFunction({ mode: 'rehearsal' }))
    found.now = team.sealedAt
    expect(await deploy(alice)).toMatchObject({ outcome: 'begun' })
  })

  it('is not agreed to by what somebody asked for before the seal', async () => {
    expect(await deploy(alice)).toMatchObject({ outcome: 'begun' })
    found.now = secondsLater(found.now, 60)
    sealIt()
    expect(await deploy(bob)).toMatchObject({ standing: 'asked' })
    sealIt('another')
    // They asked for the same version, of what was sealed otherwise.
    expect(await deploy(carol)).toMatchObject({ standing: 'asked', others: [] })
    expect(found.deployed).toHaveLength(1)
  })

  it('is not agreed to by what somebody wrote into the table', async () => {
    sealIt()
    await deploy(alice)
    const [, wish] = found.interventions
    if (!wish) throw new Error('Nothing was noted')
    const forged = { ...wish, interventionId: 'forged', by: 'Deployer/ghost' }
    found.interventions.push(forged, {
      ...forged,
      interventionId: `${wish.interventionId}/agreed`,
      confirms: wish.interventionId,
    })
    expect(await deploy(alice)).toMatchObject({ standing: 'asked-already' })
    expect(found.deployed).toEqual([])
  })
})
