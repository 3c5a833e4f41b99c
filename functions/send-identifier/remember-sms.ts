import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { readSmsState, type SmsReadings, type SmsState } from '../../shared/domain/sms/sms-state.ts'
import { cacheFor } from '../../shared/runtime/read-again.ts'

/** Cache lifetime: SMS that leave within it after the breaker opens are lost. */
const cacheSeconds = 1

/**
 * Caches the SMS state of the day, to limit refused writes to the one item of a full day. In the first second of a day
 * no count is known, and the write decides.
 */
export function cachedSmsState(
  ports: SmsReadings & { election: { timeZone: string }; clock: Clock<ElectionInstant> },
  wallClock?: Clock,
): () => Promise<SmsState> {
  async function read(): Promise<SmsState> {
    const day = electionDayOf(ports.clock(), ports.election.timeZone)
    return readSmsState(ports, day, [day])
  }
  return cacheFor(cacheSeconds, read, wallClock)
}
