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

/** Greatest age of the breaker and the counts that a sender decides by. */
const cacheSeconds = 1

export function cachedSmsState(
  ports: SmsReadings & { election: { timeZone: string }; clock: Clock<ElectionInstant> },
  wallClock?: Clock,
): () => Promise<SmsState> {
  async function readState(): Promise<SmsState> {
    const day = electionDayOf(ports.clock(), ports.election.timeZone)
    return readSmsState(ports, day, [day])
  }
  return cacheReads(cacheSeconds, readState, wallClock)
}

/** An SMS that SNS certainly did not send must not use up a cap. */
export async function sendWithinCaps<Result>(
  { smsDays }: Pick<ReissuePorts, 'smsDays'>,
  caps: readonly DayCap[],
  send: (setKeepsCounts: (keepsCounts: boolean) => void) => Promise<Result>,
  holdAtCap: (cap: DayCap) => Promise<Result>,
): Promise<Result> {
  const countedDays: ElectionDay[] = []
  let keepsCounts = false
  try {
    for (const cap of caps) {
      const isCounted = await smsDays.count(cap.day, cap.smsPerDay)
      if (!isCounted) return await holdAtCap(cap)
      countedDays.push(cap.day)
    }
    return await send((value) => {
      keepsCounts = value
    })
  } finally {
    if (!keepsCounts)
      await Promise.all(countedDays.map((day) => ignoreFailure(smsDays.uncount(day))))
  }
}

/** For writes whose failure must not fail the message. */
export async function ignoreFailure(write: Promise<unknown>): Promise<void> {
  await write.catch(() => {})
}
