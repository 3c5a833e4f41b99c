import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type DayCap,
  readSmsState,
  type SmsReadings,
  type SmsState,
} from '../../shared/domain/sms/sms-state.ts'
import { cacheReads } from '../../shared/runtime/cached-reads.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Cache lifetime: SMS that leave this soon after the breaker opens may be lost. */
const cacheSeconds = 1

/** Caches the day's SMS state: once a day is full, each write to its single counter would be refused. */
export function cachedSmsState(
  ports: SmsReadings & { election: { timeZone: string }; clock: Clock<ElectionInstant> },
  wallClock?: Clock,
): () => Promise<SmsState> {
  async function read(): Promise<SmsState> {
    const day = electionDayOf(ports.clock(), ports.election.timeZone)
    return readSmsState(ports, day, [day])
  }
  return cacheReads(cacheSeconds, read, wallClock)
}

/**
 * Counts an SMS in each cap, and undoes the counts unless it left or SNS gave no answer. A 5xx undoes them too: an
 * outage of SNS must not use up a day.
 */
export async function sendWithinCaps<Sending>(
  { smsDays }: Pick<ReissuePorts, 'smsDays'>,
  caps: readonly DayCap[],
  send: (setMayHaveLeft: (mayHaveLeft: boolean) => void) => Promise<Sending>,
  holdAtCap: (cap: DayCap) => Promise<Sending>,
): Promise<Sending> {
  const days: ElectionDay[] = []
  let mayHaveLeft = false
  try {
    for (const cap of caps) {
      const isCounted = await smsDays.count(cap.day, cap.smsPerDay)
      if (!isCounted) return await holdAtCap(cap)
      days.push(cap.day)
    }
    return await send((leaves) => {
      mayHaveLeft = leaves
    })
  } finally {
    if (!mayHaveLeft) await Promise.all(days.map((day) => ignoreFailure(smsDays.uncount(day))))
  }
}

/** Ignores a failed write of a count, a lease or a probe, which delays an SMS by a day at worst. */
export async function ignoreFailure(write: Promise<unknown>): Promise<void> {
  await write.catch(() => {})
}
