import { toBatches } from '../../shared/domain/batches.ts'
import { type Calendar, suspensionPhase } from '../../shared/domain/election/calendar.ts'
import { electionInstant, secondsLater } from '../../shared/domain/instants.ts'
import type { MessageQueue } from '../../shared/domain/queues.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { groupPauseMilliseconds, groupSize } from './requeue-overdue-reissues.ts'

const resumptionNotificationSeconds = 1800

/** Returns 0 if there is nothing to notify of. Phases are odd during a suspension. */
export function phaseToNotify(calendar: Calendar, now: WallInstant): number {
  const phase = suspensionPhase(calendar, now)
  const earlierPhase = suspensionPhase(calendar, secondsLater(now, -resumptionNotificationSeconds))
  return phase % 2 === 1 || earlierPhase < phase ? phase : 0
}

export const maxMessagesPerRun = 10_000

const endOfTime = electionInstant('9999-01-01T00:00:00.000Z')

export function suspensionNotifier(ports: NotifierPorts) {
  const { overdueReissues, notifications, readPhase, pause } = ports
  let progress: { phase: number; groups?: AsyncGenerator<Pick<Reissue, 'reissueId'>[]> } = {
    phase: 0,
  }

  return async (): Promise<void> => {
    const currentPhase = readPhase()
    if (currentPhase !== progress.phase) {
      const listGroups = () => toBatches(overdueReissues.list('sms', endOfTime), groupSize)
      progress = { phase: currentPhase, ...(currentPhase && { groups: listGroups() }) }
    }
    try {
      for (let count = 0; progress.groups && count < maxMessagesPerRun; count += groupSize) {
        const { done, value: group } = await progress.groups.next()
        if (done) return
        const messages = group.map(({ reissueId }) => ({ reissueId, phase: currentPhase }))
        const putCalls = messages.map((message) => notifications.put(message))
        await Promise.all([...putCalls, pause(groupPauseMilliseconds)])
      }
    } catch (error) {
      // A generator that threw has ended, and part of the last group may be unsent, so the next run starts over.
      progress = { phase: 0 }
      throw error
    }
  }
}

interface NotifierPorts extends Pick<ReissuePorts, 'pause'> {
  overdueReissues: Pick<OverdueReissues, 'list'>
  notifications: MessageQueue<{ reissueId: string; phase: number }>
  readPhase: () => number
}
