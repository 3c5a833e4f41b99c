import { expect, test } from 'vitest'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { queueAllowanceSeconds } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm } from '../builders/journey-steps.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter, election, expectedSeconds } from '../builders/voters.ts'
import { everyDeath, failing, intercept } from '../fakes/interception.ts'

const { begin, tables, clock, smsQueue, mailQueue, events, ports } = await forEachTest(aVoterWorld)

const requeue = (engines: Partial<Parameters<typeof requeueOverdueReissues>[0]> = {}) =>
  requeueOverdueReissues({ ...ports, queues: { sms: smsQueue, mail: mailQueue }, ...engines })

const accept = async () => acceptReissue(tables, await aSignedInVoter(tables))

async function confirmed(reissue: Reissue): Promise<Reissue> {
  await confirm(tables, reissue)
  return reissue
}

const smsDueSeconds = expectedSeconds + queueAllowanceSeconds

test.each([
  ['mail', queueAllowanceSeconds, accept, mailQueue, smsQueue],
  ['sms', smsDueSeconds, async () => confirmed(await accept()), smsQueue, mailQueue],
] as const)('the reconciler requeues an overdue %s, after %i s and not before', async (...one) => {
  const [obligation, seconds, arrange, queue, other] = one
  const { reissueId } = await arrange()
  clock.advance(seconds)
  await requeue()
  expect(queue.messages).toEqual([])
  clock.advance(0.001)
  await requeue()
  expect(queue.messages).toEqual([{ reissueId, delaySeconds: 0 }])
  expect(other.messages).toEqual([])
  expect(events).toEqual([{ event: 'reissue.requeued', reissueId, obligation }])
})

test('the reconciler requeues an SMS when its wait for the e-mail ends, however far its retries are apart', async () => {
  const waiting = { election: { ...election, smsWaitsForMailMinutes: 30 } }
  const { reissueId } = await accept()
  for (let minute = 0; minute < 30; minute++) {
    clock.advance(60)
    await requeue(waiting)
  }
  smsQueue.messages.splice(0)
  clock.advance(0.001)
  await requeue(waiting)
  expect(smsQueue.messages).toEqual([{ reissueId, delaySeconds: 0 }])
})

test('the reconciler requeues each of many once, and twenty at once at most', async () => {
  const accepted: string[] = []
  for (let index = 0; index < 45; index++) accepted.push((await accept()).reissueId)
  clock.advance(smsDueSeconds + 5)
  let inHand = 0
  let most = 0
  const queue = intercept(smsQueue, async ({ run }) => {
    inHand++
    most = Math.max(most, inHand)
    await Promise.resolve()
    const answer = await run()
    inHand--
    return answer
  })
  await requeue({ queues: { sms: queue, mail: mailQueue } })
  expect(most).toBe(20)
  await requeue()
  for (const { ids } of [smsQueue, mailQueue]) {
    expect(ids().toSorted()).toEqual(accepted.toSorted())
  }
})

test('a reconciler that is killed at any call postpones nothing that it has not requeued: the next run does the rest', async () => {
  const deaths = await everyDeath(async (invocation) => {
    await begin()
    const { reissueId } = await accept()
    clock.advance(smsDueSeconds + 5)
    const fate = await invocation.run(() =>
      requeue({
        overdueReissues: invocation.guard(tables.overdueReissues),
        queues: { sms: invocation.guard(smsQueue), mail: invocation.guard(mailQueue) },
      }),
    )
    const { smsDueAt } = tables.look.reissue(reissueId)
    if (smsDueAt && smsDueAt > clock()) expect(smsQueue.ids()).toEqual([reissueId])
    await requeue()
    expect(new Set(smsQueue.ids())).toEqual(new Set([reissueId]))
    expect(new Set(mailQueue.ids())).toEqual(new Set([reissueId]))
    return fate
  })
  // Killed before and after four calls for each of the two obligations.
  expect(deaths).toBe(16)
})

test('the reconciler rejects when the queue does not answer, and leaves the request due', async () => {
  const { reissueId } = await accept()
  clock.advance(smsDueSeconds + 5)
  const sms = failing(smsQueue, 'put', 'before')
  const queues = { sms, mail: mailQueue }
  await expect(requeue({ queues })).rejects.toThrow('put got no answer')
  await requeue({ queues })
  expect(smsQueue.ids()).toEqual([reissueId])
})
