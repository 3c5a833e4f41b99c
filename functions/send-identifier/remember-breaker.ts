import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { SmsBreaker, SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'

/** What leaves in that time after the breaker opened is lost with the rest that was on its way. */
const rememberedSeconds = 1

/** Reads the breaker once a second at most, however many SMS ask for it. */
export function rememberBreaker(smsBreakers: SmsBreakers, clock: Clock): SmsBreakers {
  let remembered: { found: Promise<SmsBreaker>; until: Date } | undefined
  const forget = () => {
    remembered = undefined
  }

  return {
    async find() {
      const now = clock()
      if (!remembered || now >= remembered.until) {
        remembered = {
          found: smsBreakers.find(),
          until: secondsLater(now, rememberedSeconds),
        }
        remembered.found.catch(forget)
      }
      return remembered.found
    },
    replace(found, next) {
      forget()
      return smsBreakers.replace(found, next)
    },
  }
}
