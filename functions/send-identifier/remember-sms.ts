import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { readSmsState, type SmsReadings, type SmsState } from '../../shared/domain/sms/sms-state.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'

/** Cache lifetime: SMS that leave within it after the breaker opens are lost. */
const cacheSeconds = 1

/** Caches the SMS state, to limit refused writes to the one item of a full day. */
export function cachedSmsState(
  ports: SmsReadings,
  clock?: Clock,
): (day: ElectionDay) => Promise<SmsState> {
  let cache: { day: string; sms: () => Promise<SmsState> } | undefined
  return (day) => {
    if (cache?.day !== day.day) {
      const sms = keptFor(cacheSeconds, () => readSmsState(ports, day, [day]), clock)
      cache = { day: day.day, sms }
    }
    return cache.sms()
  }
}
