import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/compute-for-team/read-caller.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { alice, aTeamFunction, bob, requests } from '../builders/team-function.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

let { found, ask } = aTeamFunction()

beforeEach(() => {
  ;({ found, ask } = aTeamFunction())
})

describe('the identifiers of notices', () => {
  const made = (changes: Partial<Voter> = {}): Voter => ({
    ...enrol(keys, aRollEntry()).voter,
    noticeOperationId: 'import-1',
    ...changes,
  })
  const printed = (voter: Voter) => noticeIdentifier(keys, voter)

  async function wish(operationIds = ['import-1'], caller: Caller = alice): Promise<string> {
    const answer = await ask({ ...requests['notices-wish'], operationIds }, caller)
    return 'wish' in answer ? answer.wish.interventionId : ''
  }
  const agree = (wishId: string, caller: Caller = bob) =>
    ask({ compute: 'notices-agreement', wishId }, caller)
  const get = (wishId: string, changes: object = {}, caller: Caller = alice) =>
    ask(
      {
        ...{ compute: 'notices', wishId, operationIds: ['import-1'] },
        voterIds: found.voters.map((voter) => voter.voterId),
        ...changes,
      },
      caller,
    )

  it('are had by whoever asked, once another person agreed, of those operations alone', async () => {
    const [good, renewed] = [made(), made({ noticeNumber: 2 })]
    const others = [
      made({ noticeOperationId: 'import-2' }),
      made({ removedAt: new Date(0) }),
      made({ identifierReissueId: 'reissue-1' }),
    ]
    found.voters = [good, renewed, ...others]
    const wishId = await wish()
    expect(await get(wishId)).toEqual({ refused: 'not-agreed' })
    expect(await agree(wishId)).toMatchObject({
      values: [{ by: 'RollTeam/alice', reason: 'perdues' }],
    })
    expect(await ask(requests['notices-wish'])).toMatchObject({ standing: 'agreed' })
    const voterIds = [...found.voters.map(({ voterId }) => voterId), 'unknown']
    expect(await get(wishId, { voterIds })).toEqual({
      values: [printed(good), printed(renewed), null, null, null, null],
    })
    const [first, second] = found.interventions
    expect([first, second]).toMatchObject([
      { kind: 'notices', subject: 'roll', by: 'RollTeam/alice' },
      { kind: 'notices', subject: 'roll', by: 'RollTeam/bob', confirms: wishId },
    ])
    // Of the same, from two networks: the ledger tells it to whoever checks.
    expect(second?.digests?.asked).toBe(first?.digests?.asked)
    expect(second?.digests?.from).toMatch(/^.{43}$/)
    expect(second?.digests?.from).not.toBe(first?.digests?.from)
  })

  it('are read for a thousand voters at once', async () => {
    found.voters = Array.from({ length: 250 }, () => made())
    const wishId = await wish()
    await agree(wishId)
    expect(await get(wishId)).toEqual({ values: found.voters.map(printed) })
  })

  it('are nobody else’s, of no other operation, nor an hour later', async () => {
    found.voters = [made()]
    const wishId = await wish()
    await agree(wishId)
    expect(await get(wishId, {}, bob)).toEqual({ refused: 'not-agreed' })
    expect(await get(wishId, { operationIds: ['import-1', 'import-2'] })).toEqual({
      refused: 'not-agreed',
    })
    // Until then, however late the other agreed.
    found.now = secondsLater(found.now, 3600)
    expect(await get(wishId)).toMatchObject({ values: [expect.any(String)] })
    found.now = secondsLater(found.now, 1)
    expect(await get(wishId)).toEqual({ refused: 'not-agreed' })
  })

  it('need another person, at another address, within the hour, and a wish that there is', async () => {
    const wishId = await wish()
    expect(await ask(requests['notices-wish'])).toMatchObject({
      standing: 'asked-already',
      wish: { interventionId: wishId },
    })
    const refused = { refused: 'not-agreed' }
    expect(await agree(wishId, { ...bob, by: 'Deployer/Alice' })).toEqual(refused)
    expect(await agree('another')).toEqual(refused)
    expect(await agree(wishId, { ...bob, address: alice.address })).toEqual({
      refused: 'same-address',
    })
    await ask(requests.repair, { ...alice, role: 'deployer' })
    const [, repair] = found.interventions
    expect(await agree(repair?.interventionId ?? '')).toEqual(refused)
    found.now = secondsLater(found.now, 3601)
    expect(await agree(wishId)).toEqual(refused)
    expect(found.interventions).toHaveLength(2)
  })

  it('are had for an hour from the agreement on, which may come in the last minute of the wish', async () => {
    found.voters = [made()]
    const wishId = await wish()
    found.now = secondsLater(found.now, 3590)
    await agree(wishId)
    found.now = secondsLater(found.now, 60)
    expect(await ask(requests['notices-wish'])).toMatchObject({
      standing: 'agreed',
      wish: { interventionId: wishId },
    })
    expect(await get(wishId)).toEqual({ values: found.voters.map(printed) })
    expect(found.interventions).toHaveLength(2)
  })

  it('are written once: those of an operation that ended are had by nobody', async () => {
    const wishId = await wish()
    await agree(wishId)
    found.voters = [made()]
    found.open = ['import-2']
    found.ended = ['import-0', 'import-1']
    expect(await get(wishId)).toEqual({ refused: 'written-already' })
    for (const operationIds of [['import-1'], ['import-0', 'import-2'], ['unknown']]) {
      expect(await ask({ compute: 'notices-wish', operationIds })).toEqual({
        refused: 'written-already',
      })
    }
  })

  it('are agreed to for what was asked, and for an hour', async () => {
    const wishId = await wish()
    await agree(wishId)
    const another = { compute: 'notices-wish' as const, operationIds: ['import-2'] }
    expect(await ask(another)).toMatchObject({ standing: 'asked' })
    found.now = secondsLater(found.now, 3601)
    expect(await ask(requests['notices-wish'])).toMatchObject({ standing: 'asked' })
  })

  it('are agreed to whatever others ask for meanwhile, and whoever asked agrees to', async () => {
    const wishId = await wish()
    found.now = secondsLater(found.now, 1)
    await agree(await wish(['import-2'], bob), alice)
    expect(await agree(wishId)).toMatchObject({ values: [{ by: 'RollTeam/alice' }] })
  })

  it('are had by whoever agreed once the first agrees to their own wish', async () => {
    found.voters = [made()]
    await agree(await wish())
    const answer = await ask(requests['notices-wish'], bob)
    expect(answer).toMatchObject({ standing: 'asked', wish: { by: 'RollTeam/bob' } })
    const wishId = 'wish' in answer ? answer.wish.interventionId : ''
    expect(await get(wishId, {}, bob)).toEqual({ refused: 'not-agreed' })
    expect(await agree(wishId, alice)).toMatchObject({ values: [{ by: 'RollTeam/bob' }] })
    expect(await get(wishId, {}, bob)).toEqual({ values: found.voters.map(printed) })
  })

  it('are agreed to for some operations, in whichever order they are said', async () => {
    found.voters = [made(), made({ noticeOperationId: 'import-2' })]
    const operationIds = ['import-2', 'import-1']
    const wishId = await wish(operationIds)
    await agree(wishId)
    const turned = operationIds.toReversed()
    expect(await get(wishId, { operationIds: turned })).toEqual({
      values: found.voters.map(printed),
    })
  })

  it('are agreed to where somebody waits for them: a wish that another followed is void', async () => {
    const wishId = await wish()
    found.now = secondsLater(found.now, 1)
    const next = await wish(['import-1', 'import-2'])
    expect(await agree(wishId)).toEqual({ refused: 'not-agreed' })
    expect(await agree(next)).toMatchObject({ values: [{ by: 'RollTeam/alice' }] })
  })

  it('are not had from one network, however many addresses one has there', async () => {
    const v6 = (end: string) => `2001:db8:1:1:${end}`
    const wishId = await wish(['import-1'], { ...alice, address: v6('aaaa::1') })
    const other = { ...bob, address: v6('bbbb::2') }
    expect(await agree(wishId, other)).toEqual({ refused: 'same-address' })
  })

  it('are not opened by what somebody wrote into the table', async () => {
    found.voters = [made()]
    const wishId = await wish()
    const [first] = found.interventions
    if (!first) throw new Error('Nothing was noted')
    const forged = { ...first, interventionId: `${wishId}/agreed`, confirms: wishId }
    found.interventions.push({ ...forged, by: 'RollTeam/ghost' })
    expect(await get(wishId)).toEqual({ refused: 'not-agreed' })
    expect(await ask(requests['notices-wish'])).toMatchObject({ standing: 'asked-already' })
    found.interventions = [{ ...first, interventionId: 'wish-2', by: 'RollTeam/ghost' }]
    expect(await agree('wish-2', alice)).toEqual({ refused: 'not-agreed' })
  })

  it('are not those of another wish that somebody wrote into one that was agreed to', async () => {
    const operationIds = ['import-1', 'import-2']
    const wider = await ask({ compute: 'notices-wish', operationIds })
    const asked = 'wish' in wider ? wider.wish.digests?.asked : undefined
    found.now = secondsLater(found.now, 1)
    const wishId = await wish()
    await agree(wishId)
    const isIt = ({ interventionId }: Intervention) => interventionId === wishId
    found.interventions = found.interventions.map((one) =>
      isIt(one) && asked ? { ...one, digests: { ...one.digests, asked } } : one,
    )
    expect(await get(wishId, { operationIds })).toEqual({ refused: 'not-agreed' })
  })

  it('are not opened by agreeing to an agreement', async () => {
    const wishId = await wish()
    await agree(wishId)
    const carol = { ...bob, by: 'RollTeam/carol', address: '203.0.113.3' }
    expect(await agree(`${wishId}/agreed`, carol)).toEqual({ refused: 'not-agreed' })
  })
})
