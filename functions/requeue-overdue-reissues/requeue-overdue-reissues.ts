import { settleAll } from '../../shared/access/settle-all.ts'
import { toBatches } from '../../shared/domain/batches.ts'
import { type Calendar, suspensionPhase } from '../../shared/domain/election/calendar.ts'
import { earliestOf, electionInstant, secondsLater } from '../../shared/domain/instants.ts'
import type { MessageQueue } from '../../shared/domain/queues.ts'
import {
  leavesUnconfirmedAt,
  nextRequeueAt,
  type Obligation,
  type OverdueReissues,
} from '../../shared/domain/reissue/due-times.ts'
import type { Reissue, ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export const groupSize = 20
/** Limits the writes of one sweep, to the few keys of its index, to 20,000 requests a minute. */
export const groupPauseMilliseconds = 60

/** Requeues requests that were held or delayed, or whose message was lost or is in the DLQ. A duplicate is harmless. */
export async function requeueOverdueReissues(dependencies: Dependencies): Promise<void> {
  const { overdueReissues, queues, election, clock, pause, journal } = dependencies

  async function requeue(
    obligation: Obligation,
    { reissueId, requestedAt }: Pick<Reissue, 'reissueId' | 'requestedAt'>,
  ): Promise<void> {
    await queues[obligation].put({ reissueId }, 0)
    const now = clock()
    const next = nextRequeueAt({ requestedAt }, now)
    const unconfirmedAt = leavesUnconfirmedAt({ requestedAt }, election)
    // An SMS waits for its e-mail no longer than `smsWaitsForMailMinutes`.
    const endsItsWait = obligation === 'sms' && now < unconfirmedAt
    const dueAt = endsItsWait ? earliestOf(next, unconfirmedAt) : next
    await overdueReissues.postpone(reissueId, obligation, dueAt)
    journal({ event: 'reissue.requeued', reissueId, obligation })
  }

  async function sweep(obligation: Obligation): Promise<void> {
    const overdue = overdueReissues.overdue(obligation, clock())
    for await (const group of toBatches(overdue, groupSize)) {
      const requeues = group.map((reissue) => requeue(obligation, reissue))
      await Promise.all([...requeues, pause(groupPauseMilliseconds)])
    }
  }

  // A failing queue must not hold up the other queue's requests.
  await settleAll([sweep('sms'), sweep('mail')])
}

interface Dependencies
  extends Pick<ReissuePorts, 'overdueReissues' | 'clock' | 'pause' | 'journal'> {
  election: Pick<ReissuePorts['election'], 'smsWaitsForMailMinutes'>
  queues: Record<Obligation, ReissueQueue>
}

/** Time after a resumption in which voters are notified; a minute suffices for 10,000. */
const newsSeconds = 1800

/** Returns the suspension phase to notify voters of, or 0. */
export function phaseToNotify(calendar: Calendar, now: WallInstant): number {
  const phase = suspensionPhase(calendar, now)
  const earlierPhase = suspensionPhase(calendar, secondsLater(now, -newsSeconds))
  return phase % 2 === 1 || earlierPhase < phase ? phase : 0
}

export const maxMessagesPerRun = 10_000

const endOfTime = electionInstant('9999-01-01T00:00:00.000Z')

/** Returns a task that notifies voters whose SMS has not left. A failure restarts it; duplicates mail nothing. */
export function suspensionNews({ overdueReissues, news, phase, pause }: NewsPorts) {
  let progress: { phase: number; groups?: AsyncGenerator<Pick<Reissue, 'reissueId'>[]> } = {
    phase: 0,
  }

  return async (): Promise<void> => {
    const currentPhase = phase()
    if (currentPhase !== progress.phase) {
      const all = () => toBatches(overdueReissues.overdue('sms', endOfTime), groupSize)
      progress = { phase: currentPhase, ...(currentPhase && { groups: all() }) }
    }
    try {
      for (let count = 0; progress.groups && count < maxMessagesPerRun; count += groupSize) {
        const { done, value: group } = await progress.groups.next()
        if (done) return
        const puts = group.map(({ reissueId }) => news.put({ reissueId, phase: currentPhase }))
        await Promise.all([...puts, pause(groupPauseMilliseconds)])
      }
    } catch (error) {
      // A failed generator ends, and part of its last group may be missing from the queue.
      progress = { phase: 0 }
      throw error
    }
  }
}

interface NewsPorts extends Pick<ReissuePorts, 'pause'> {
  overdueReissues: Pick<OverdueReissues, 'overdue'>
  news: MessageQueue<{ reissueId: string; phase: number }>
  phase: () => number
}
