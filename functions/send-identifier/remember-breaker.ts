import type { Clock } from '../../shared/domain/instants.ts'
import type { SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'

/** What leaves in that time after the breaker opened is lost with the rest that was on its way. */
const rememberedSeconds = 1

/** Reads the breaker once a second at most, however many SMS ask for it. */
export function rememberBreaker(smsBreakers: SmsBreakers, clock: Clock): SmsBreakers {
  const remembering = () => keptFor(rememberedSeconds, () => smsBreakers.find(), clock)
  let find = remembering()

  return {
    find: () => find(),
    replace(found, next) {
      find = remembering()
      return smsBreakers.replace(found, next)
    },
  }
}
