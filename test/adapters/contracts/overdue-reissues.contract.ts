import { expect, test } from 'vitest'
import type { DueMessage } from '../../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { bothClocks, later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { aHold, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, fail, storedReissue } = steps

  async function overdue(
    obligation: DueMessage,
    at: ElectionInstant,
    among: Reissue[],
  ): Promise<Reissue[]> {
    const found = new Map<string, ElectionInstant>()
    for await (const { reissueId, requestedAt } of tables.overdueReissues.list(obligation, at)) {
      expect(found.has(reissueId)).toBe(false)
      found.set(reissueId, requestedAt)
    }
    const listed = among.filter(({ reissueId }) => found.has(reissueId))
    for (const reissue of listed) {
      expect(found.get(reissue.reissueId)).toEqual(reissue.requestedAt)
    }
    return listed
  }

  test('every request past its instant is overdue, in whatever shard, and no other is', async () => {
    const voters = await times(30, () => aSignedInVoter(tables))
    const all = await Promise.all(voters.map((voter) => accepted(voter)))
    for (const [obligation, dueAt] of [
      ['sms', later(300)],
      ['mail', later(120)],
    ] as const) {
      expect(await overdue(obligation, dueAt, all)).toEqual([])
      expect(await overdue(obligation, bothClocks(dueAt.getTime() + 1), all)).toEqual(all)
    }
  })

  test('an SMS waits while it is held, and no longer once its request is cancelled', async () => {
    const { countWaitingSms } = tables.overdueReissues
    const before = await countWaitingSms()
    const held = await accepted(await aSignedInVoter(tables))
    await tables.sendings.hold(held, aHold(126, 90_000, 90_000, 'pause'))
    expect(await countWaitingSms()).toBe(before + 1)
    await tables.cancellations.cancel(held, later(200))
    expect(await countWaitingSms()).toBe(before)
  })

  test('unsent SMS are counted apart from overdue requests', async () => {
    const before = await tables.overdueReissues.countUnsentSms()
    const voters = await times(8, () => aSignedInVoter(tables))
    const all = await Promise.all(voters.map((voter) => accepted(voter)))
    expect(await tables.overdueReissues.countUnsentSms()).toBe(before + 8)
    const [one, other] = all as [Reissue, Reissue]
    await tables.cancellations.cancel(one, later(30))
    expect(await tables.overdueReissues.countUnsentSms()).toBe(before + 7)
    const sending = await started(await aSignedInVoter(tables))
    expect(await tables.overdueReissues.countUnsentSms()).toBe(before + 8)
    await complete(sending)
    expect(await tables.overdueReissues.countUnsentSms()).toBe(before + 7)
    expect(await overdue('sms', later(300), [other])).toEqual([])
  })

  test('a postponed request waits until then, for that obligation only, and is never brought forward', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    await tables.overdueReissues.delayDueTime(reissue.reissueId, 'sms', later(1000))
    await tables.overdueReissues.delayDueTime(reissue.reissueId, 'sms', later(400))
    expect(await overdue('sms', later(1000), [reissue])).toEqual([])
    expect(await overdue('sms', later(1001), [reissue])).toEqual([reissue])
    expect(await overdue('mail', later(121), [reissue])).toEqual([reissue])
  })

  test('postponing brings back no request that is absent, or whose obligation was met', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    await complete(reissue)
    await tables.reissueMails.markAsMailed(await storedReissue(reissue))
    const stored = await tables.reissues.find(reissue.reissueId)
    await tables.overdueReissues.delayDueTime(reissue.reissueId, 'sms', later(1))
    await tables.overdueReissues.delayDueTime(reissue.reissueId, 'mail', later(1))
    expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
    await tables.overdueReissues.delayDueTime('nowhere', 'sms', later(1))
    expect(await tables.reissues.find('nowhere')).toBeUndefined()
  })

  test('an SMS is late from its expected time on, until it leaves, whatever was tried meanwhile', async () => {
    const count = (at: ElectionInstant) => tables.overdueReissues.countLateSms(at)
    const others = { expected: await count(later(180)), past: await count(later(181)) }
    const all = await Promise.all([1, 2, 3].map(async () => started(await aSignedInVoter(tables))))
    expect(await count(later(180))).toBe(others.expected)
    expect(await count(later(181))).toBe(others.past + 3)
    await tables.overdueReissues.delayDueTime(all[0]?.reissueId as string, 'sms', later(5000))
    expect(await count(later(181))).toBe(others.past + 3)
    await complete(all[1] as Reissue)
    await fail(all[2] as Reissue)
    expect(await count(later(181))).toBe(others.past + 1)
  })

  test('overdue requests can be postponed one by one while they are listed', async () => {
    const voters = await times(10, () => aSignedInVoter(tables))
    const all = await Promise.all(voters.map((voter) => accepted(voter)))
    const listed: string[] = []
    for await (const { reissueId } of tables.overdueReissues.list('sms', later(301))) {
      listed.push(reissueId)
      await tables.overdueReissues.delayDueTime(reissueId, 'sms', later(5000))
    }
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed).toEqual(expect.arrayContaining(all.map(({ reissueId }) => reissueId)))
    expect(await overdue('sms', later(301), all)).toEqual([])
  })
}
