import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type DayCap,
  readSmsState,
  type SmsState,
  type SmsStatePorts,
} from '../../shared/domain/sms/sms-state.ts'
import { cacheReads } from '../../shared/runtime/cached-reads.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

const cacheSeconds = 1

export function cachedSmsState(
  ports: SmsStatePorts & { election: { timeZone: string }; clock: Clock<ElectionInstant> },
  wallClock?: Clock,
): () => Promise<SmsState> {
  async function readState(): Promise<SmsState> {
    const day = electionDayOf(ports.clock(), ports.election.timeZone)
    return readSmsState(ports, day, [day])
  }
  return cacheReads(cacheSeconds, readState, wallClock)
}

export function capCounts({ smsDays }: Pick<ReissuePorts, 'smsDays'>) {
  const countedDays: ElectionDay[] = []
  return {
    async add(caps: readonly DayCap[]): Promise<DayCap | undefined> {
      for (const cap of caps) {
        if (!(await smsDays.count(cap.day, cap.smsPerDay))) return cap
        countedDays.push(cap.day)
      }
      return undefined
    },

    async remove(): Promise<void> {
      await Promise.all(countedDays.map((day) => smsDays.uncount(day).catch(() => {})))
    },
  }
}
