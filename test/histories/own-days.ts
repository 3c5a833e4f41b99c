import type { ElectionDay } from '../../shared/domain/election-day.ts'
import { readSmsState, type SmsDays } from '../../shared/domain/sms/sms-state.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

/** All worlds on one database share the daily count, so each gets days of its own. */
export function ownDays(
  { smsDays, smsBreakers }: Tables,
  prefix: string,
  today: () => ElectionDay,
) {
  const own = ({ day, endsAt }: ElectionDay) => ({ day: prefix + day, endsAt })
  const ownSmsDays: SmsDays = {
    count: (day, cap) => smsDays.count(own(day), cap),
    uncount: (day) => smsDays.uncount(own(day)),
    countAtLeast: (day, count) => smsDays.countAtLeast(own(day), count),
    countHeld: (day) => smsDays.countHeld(own(day)),
    uncountHeld: (day) => smsDays.uncountHeld(own(day)),
    find: (day) => smsDays.find(own(day)),
  }
  const readSms = () => {
    const day = today()
    return readSmsState({ smsBreakers, smsDays: ownSmsDays }, day, [day])
  }
  return { smsDays: ownSmsDays, readSms }
}
