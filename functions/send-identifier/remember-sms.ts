import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { readSmsState, type SmsReadings, type SmsState } from '../../shared/domain/sms/sms-state.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'

/** An SMS that leaves so soon after the breaker opened is lost with those on their way. */
const rememberedSeconds = 1

/**
 * Reads what may keep SMS from leaving once a second at most, so that few ask for a place of a full day: each is a
 * refused write to one item.
 * @param clock of the process, which goes on during a suspension
 */
export function rememberSms(
  ports: SmsReadings,
  clock?: Clock,
): (day: ElectionDay) => Promise<SmsState> {
  let read: { day: string; sms: () => Promise<SmsState> } | undefined
  return (day) => {
    if (read?.day !== day.day) {
      const sms = keptFor(rememberedSeconds, () => readSmsState(ports, day, [day]), clock)
      read = { day: day.day, sms }
    }
    return read.sms()
  }
}
