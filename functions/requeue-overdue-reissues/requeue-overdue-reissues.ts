import { settleAll } from '../../shared/access/settle-all.ts'
import { toBatches } from '../../shared/domain/batches.ts'
import { earliestOf } from '../../shared/domain/instants.ts'
import {
  type DueMessage,
  leavesUnconfirmedAt,
  nextRequeueAt,
} from '../../shared/domain/reissue/due-times.ts'
import type { Reissue, ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export const groupSize = 20
/** Limits the reconciler to 20,000 requests a minute, because its index has few keys. */
export const groupPauseMilliseconds = 60

/** Requeues requests that were held or delayed, or whose message was lost or is in the DLQ. A duplicate is harmless. */
export async function requeueOverdueReissues(dependencies: Dependencies): Promise<void> {
  const { overdueReissues, queues, election, clock, pause, journal } = dependencies

  async function requeue(
    obligation: DueMessage,
    { reissueId, requestedAt }: Pick<Reissue, 'reissueId' | 'requestedAt'>,
  ): Promise<void> {
    await queues[obligation].put({ reissueId }, 0)
    const now = clock()
    const next = nextRequeueAt({ requestedAt }, now)
    const unconfirmedAt = leavesUnconfirmedAt({ requestedAt }, election)
    // An SMS waits for its e-mail no longer than `smsWaitsForMailMinutes`.
    const endsWait = obligation === 'sms' && now < unconfirmedAt
    const dueAt = endsWait ? earliestOf(next, unconfirmedAt) : next
    await overdueReissues.delayRequeue(reissueId, obligation, dueAt)
    journal({ event: 'reissue.requeued', reissueId, obligation })
  }

  async function requeueAll(obligation: DueMessage): Promise<void> {
    const overdue = overdueReissues.list(obligation, clock())
    for await (const group of toBatches(overdue, groupSize)) {
      const requeues = group.map((reissue) => requeue(obligation, reissue))
      await Promise.all([...requeues, pause(groupPauseMilliseconds)])
    }
  }

  // A failing queue must not hold up the other queue's requests.
  await settleAll([requeueAll('sms'), requeueAll('mail')])
}

interface Dependencies
  extends Pick<ReissuePorts, 'overdueReissues' | 'clock' | 'pause' | 'journal'> {
  election: Pick<ReissuePorts['election'], 'smsWaitsForMailMinutes'>
  queues: Record<DueMessage, ReissueQueue>
}
