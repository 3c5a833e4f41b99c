import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { SlotsTaken, SmsSlots } from '../../shared/domain/sms/expected-time.ts'

/** What is told of them is a minute of the day. */
const rememberedSeconds = 5

/** Reads their one item once in five seconds, however many look at their space. */
export function rememberSlots(
  smsSlots: Pick<SmsSlots, 'find'>,
  clock: Clock,
): Pick<SmsSlots, 'find'> {
  let remembered: { found: Promise<SlotsTaken>; until: Date } | undefined

  return {
    find() {
      const now = clock()
      if (!remembered || now >= remembered.until) {
        remembered = { found: smsSlots.find(), until: secondsLater(now, rememberedSeconds) }
      }
      return remembered.found
    },
  }
}
