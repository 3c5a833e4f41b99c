import { beforeEach, describe, expect, it } from 'vitest'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { queueAllowanceSeconds } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { aLease, now } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election, promisedSeconds } from '../builders/voters.ts'
import { inMemoryJournal, inMemoryQueue } from '../fakes/channels.ts'
import { type FakeClock, fakeClock, noPause } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { everyDeath, failing, intercept } from '../fakes/interception.ts'

let tables: InMemoryTables
let clock: FakeClock
let smsQueue: ReturnType<typeof inMemoryQueue>
let mailQueue: ReturnType<typeof inMemoryQueue>
let journal: ReturnType<typeof inMemoryJournal>

beforeEach(begin)

async function begin(): Promise<void> {
  tables = inMemoryTables()
  clock = fakeClock(now)
  smsQueue = inMemoryQueue()
  mailQueue = inMemoryQueue()
  journal = inMemoryJournal()
}

const sweep = (engines: Partial<Parameters<typeof requeueOverdueReissues>[0]> = {}) =>
  requeueOverdueReissues({
    overdueReissues: tables.overdueReissues,
    queues: { sms: smsQueue, mail: mailQueue },
    pause: noPause,
    clock,
    journal: journal.journal,
    ...engines,
  })

const accept = async () => acceptReissue(tables, await aSignedInVoter(tables))

async function told(reissue: Reissue): Promise<Reissue> {
  await confirm(tables, reissue)
  return reissue
}

/** Of the only request there is. */
const smsDueSeconds = promisedSeconds + slotSeconds(election) + queueAllowanceSeconds

describe('the sweep', () => {
  it('puts a mail back as soon as it is overdue, without delay, and not before', async () => {
    const { reissueId } = await accept()
    clock.advance(queueAllowanceSeconds)
    await sweep()
    expect(mailQueue.messages).toEqual([])
    clock.advance(0.001)
    await sweep()
    expect(mailQueue.messages).toEqual([{ reissueId, delaySeconds: 0 }])
    expect(smsQueue.messages).toEqual([])
  })

  it('puts an SMS back as soon as it is overdue, its delay included', async () => {
    const { reissueId } = await told(await accept())
    clock.advance(smsDueSeconds)
    await sweep()
    expect(smsQueue.messages).toEqual([])
    clock.advance(0.001)
    await sweep()
    expect(smsQueue.messages).toEqual([{ reissueId, delaySeconds: 0 }])
    expect(journal.events).toEqual([{ event: 'reissue.requeued', reissueId, obligation: 'sms' }])
  })

  it('waits longer each time, up to twenty minutes, so that a queue that is late is not flooded', async () => {
    const { reissueId } = await told(await accept())
    const putAt: number[] = []
    for (let minute = 0; minute <= 120; minute++) {
      clock.set(new Date(now.getTime() + minute * 60_000))
      const before = smsQueue.messages.length
      await sweep()
      if (smsQueue.messages.length > before) putAt.push(minute)
    }
    // Due after 5 minutes; then each wait is as long as the request is old, until it is 20 minutes.
    expect(putAt).toEqual([6, 13, 27, 48, 69, 90, 111])
    expect(tables.look.reissue(reissueId).state).toBe('accepted')
  })

  it('leaves alone what is sent, failed or told', async () => {
    const [phone, wrongNumber] = [aPhone(), aPhone()]
    const voters = [await aSignedInVoter(tables), await aSignedInVoter(tables)] as const
    const sent = await told(await acceptReissue(tables, voters[0], { phone }))
    const failed = await told(await acceptReissue(tables, voters[1], { phone: wrongNumber }))
    await sendTo(tables, sent, phone)
    await tables.reissueMails.settle(tables.look.reissue(sent.reissueId))
    await sendTo(tables, failed, wrongNumber, { refused: 'opted-out' })
    await tables.reissueMails.settle(tables.look.reissue(failed.reissueId))
    clock.advance(86_400)
    await sweep()
    expect([...smsQueue.messages, ...mailQueue.messages]).toEqual([])
  })

  it('puts back a request whose sender died, once its lease is long over', async () => {
    const reissue = await told(await accept())
    clock.advance(election.smsDelaySeconds)
    await tables.sendings.start(
      reissue.reissueId,
      aLease(clock(), new Date(clock().getTime() + 30_000)),
    )
    clock.advance(queueAllowanceSeconds + 1)
    await sweep()
    expect(smsQueue.ids()).toEqual([reissue.reissueId])
  })

  it('puts back every one of many, each once', async () => {
    const accepted = []
    for (let index = 0; index < 45; index++) accepted.push((await accept()).reissueId)
    clock.advance(smsDueSeconds + 5)
    await sweep()
    await sweep()
    expect(smsQueue.ids().toSorted()).toEqual(accepted.toSorted())
    expect(mailQueue.ids().toSorted()).toEqual(accepted.toSorted())
  })

  it('puts back twenty at once at most', async () => {
    for (let index = 0; index < 45; index++) await accept()
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
    await sweep({ queues: { sms: queue, mail: mailQueue } })
    expect(most).toBe(20)
    expect(smsQueue.messages).toHaveLength(45)
  })

  it('makes no SMS due again that left between the put and the postponing', async () => {
    const phone = aPhone()
    const voter = await aSignedInVoter(tables)
    const reissue = await told(await acceptReissue(tables, voter, { phone }))
    clock.advance(smsDueSeconds + 5)
    const queue = intercept(smsQueue, async ({ run }) => {
      await run()
      await sendTo(tables, reissue, phone)
    })
    await sweep({ queues: { sms: queue, mail: mailQueue } })
    expect(tables.look.reissue(reissue.reissueId)).not.toHaveProperty('smsDueAt')
    expect(tables.look.reissue(reissue.reissueId).state).toBe('sent')
  })

  it('killed at any call, postpones nothing that it has not put back: the next one does the rest', async () => {
    const deaths = await everyDeath(async (invocation) => {
      await begin()
      const { reissueId } = await accept()
      clock.advance(smsDueSeconds + 5)
      const fate = await invocation.run(() =>
        sweep({
          overdueReissues: invocation.guard(tables.overdueReissues),
          queues: { sms: invocation.guard(smsQueue), mail: invocation.guard(mailQueue) },
        }),
      )
      const { smsDueAt } = tables.look.reissue(reissueId)
      if (smsDueAt && smsDueAt > clock()) expect(smsQueue.ids()).toEqual([reissueId])
      await sweep()
      expect(new Set(smsQueue.ids())).toEqual(new Set([reissueId]))
      expect(new Set(mailQueue.ids())).toEqual(new Set([reissueId]))
      return fate
    })
    // For each obligation: the query's two steps, the put and the postponing.
    expect(deaths).toBe(16)
  })

  it('rejects when the queue does not answer, and leaves the request due', async () => {
    const { reissueId } = await accept()
    clock.advance(smsDueSeconds + 5)
    const sms = failing(smsQueue, 'put', 'before')
    const queues = { sms, mail: mailQueue }
    await expect(sweep({ queues })).rejects.toThrow('put got no answer')
    await sweep({ queues })
    expect(smsQueue.ids()).toEqual([reissueId])
  })
})
