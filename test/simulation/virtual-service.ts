import type * as z from 'zod/mini'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { type Rate, type SenderKind, senderCount } from '../../shared/domain/rate-limiter.ts'
import type { ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import { type Consume, queueHandler } from '../../shared/runtime/queue.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { seeded } from '../builders/seeded.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aPhone, openSession, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryJournal } from '../fakes/channels.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { virtualTime } from '../fakes/virtual-time.ts'
import type { virtualQueue } from './virtual-queue.ts'

type Milliseconds = readonly [least: number, most: number]

const tableMilliseconds: Milliseconds = [4, 15]
const carrierMilliseconds: Milliseconds = [60, 180]

export function virtualService(election: Pick<Election, 'mailsPerSecond' | 'smsPerSecond'>) {
  const random = seeded(1)
  const time = virtualTime(() => random() * 5)
  const clock = () => bothClocks(now.getTime() + time.now())
  const { journal } = inMemoryJournal()
  const pause = ([least, most]: Milliseconds) => time.sleep(least + random() * (most - least))

  return {
    time,
    clock,
    journal,
    pause,
    handOver: () => pause(carrierMilliseconds),
    async until(seconds: number): Promise<void> {
      const left = seconds * 1000 - time.now()
      if (left > 0) await time.sleep(left)
    },
    /** Starts as many processes as Lambda would; each knows the rate on its own. @param startProcess handles messages */
    startSenders<Schema extends z.ZodMiniType>(
      kind: SenderKind,
      stored: Rate,
      { changeVisibility, requeueMessage, consume }: ReturnType<typeof virtualQueue>,
      schema: Schema,
      startProcess: () => Consume<z.output<Schema>>,
    ): void {
      const perSecond = kind === 'sms' ? election.smsPerSecond : election.mailsPerSecond
      const rate: Rate = {
        async reserve(block, from) {
          await pause(tableMilliseconds)
          return stored.reserve(block, from)
        },
      }
      for (let sender = 0; sender < senderCount(kind, perSecond); sender++) {
        const limiter = rateLimiter(rate, kind, perSecond, { clock, sleep: time.sleep, random })
        const received = { schema, changeVisibility, requeueMessage }
        consume(queueHandler({ ...received, limiter, consume: startProcess() }), 1)
      }
    },
    async ask(tables: Tables, voter: SignedInVoter): Promise<string> {
      const { session } = await openSession(
        tables,
        { voterId: voter.voterId, sessionEpoch: 0 },
        clock(),
      )
      const request = { phone: aPhone(), at: clock() }
      return (await acceptReissue(tables, { ...voter, session }, request)).reissueId
    },
    async requeue(
      { overdueReissues }: Pick<Tables, 'overdueReissues'>,
      queues: Record<'sms' | 'mail', ReissueQueue>,
    ): Promise<void> {
      const dates = { voteClosesAt: bothClocks(8.64e15) }
      await requeueOverdueReissues({
        ...{ election: { smsWaitsForMailMinutes: 30, dates }, overdueReissues, queues, clock },
        ...{ pause: time.sleep, journal },
      })
    },
  }
}
