import { settleAll } from '../../shared/access/settle-all.ts'
import { toBatches } from '../../shared/domain/batches.ts'
import { earliestOf } from '../../shared/domain/instants.ts'
import {
  type DueMessage,
  type MailWait,
  nextRequeueAt,
  unconfirmedDepartureAt,
} from '../../shared/domain/reissue/due-times.ts'
import type { Reissue, ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export const groupSize = 20
/** Limits each kind of message to 20,000 requests a minute, since its index has few partition keys. */
export const groupPauseMilliseconds = 60

export async function requeueOverdueReissues(dependencies: Dependencies): Promise<void> {
  const { overdueReissues, queues, election, clock, pause, journal } = dependencies

  async function requeue(
    kind: DueMessage,
    { reissueId, requestedAt }: Pick<Reissue, 'reissueId' | 'requestedAt'>,
  ): Promise<void> {
    await queues[kind].put({ reissueId }, 0)
    const now = clock()
    const nextAt = nextRequeueAt({ requestedAt }, now)
    const waitEndsAt = unconfirmedDepartureAt({ requestedAt }, election)
    const mayWaitForMail = kind === 'sms' && now < waitEndsAt
    const dueAt = mayWaitForMail ? earliestOf(nextAt, waitEndsAt) : nextAt
    await overdueReissues.delayDueTime(reissueId, kind, dueAt)
    journal({ event: 'reissue.requeued', reissueId, obligation: kind })
  }

  async function requeueAll(kind: DueMessage): Promise<void> {
    const reissues = overdueReissues.list(kind, clock())
    for await (const group of toBatches(reissues, groupSize)) {
      const requeues = group.map((reissue) => requeue(kind, reissue))
      await Promise.all([...requeues, pause(groupPauseMilliseconds)])
    }
  }

  // A failing queue must not hold up the other queue's requests.
  await settleAll([requeueAll('sms'), requeueAll('mail')])
}

interface Dependencies
  extends Pick<ReissuePorts, 'overdueReissues' | 'clock' | 'pause' | 'journal'> {
  election: MailWait
  queues: Record<DueMessage, ReissueQueue>
}
