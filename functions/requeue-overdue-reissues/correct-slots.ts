import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import { type SmsDays, type SmsSlots, slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'

/** By then what was reserved is accepted, and in the index, or refused. */
const settledMilliseconds = 1000

/**
 * Promises are made from moments of the rate, as if senders always kept to it, and from places of the day's cap, which
 * requests only ever take. Once a minute both are held to what the tables say: no moment is free before all that waits
 * could leave from now on, and the places that are taken are the SMS of the day and those that wait.
 */
export async function correctSlots({
  smsSlots,
  smsDays,
  overdueReissues,
  election,
  clock,
  pause,
}: Dependencies): Promise<void> {
  const counted = await smsSlots.countTaken()
  // What is reserved from here on is not in what was counted: it stays added to it.
  await pause(settledMilliseconds)
  const now = clock()
  const day = smsDayOf(now, election.timeZone)
  const [unsent, { smsCount }] = await Promise.all([
    overdueReissues.countUnsent(),
    smsDays.find(day),
  ])
  const freeAt = secondsLater(now, unsent * slotSeconds(election))
  await smsSlots.correct(day, { freeAt, more: smsCount + unsent - counted })
}

interface Dependencies {
  smsSlots: Pick<SmsSlots, 'countTaken' | 'correct'>
  smsDays: Pick<SmsDays, 'find'>
  overdueReissues: Pick<OverdueReissues, 'countUnsent'>
  election: { smsPerSecond: number; mailsPerSecond: number; timeZone: string }
  clock: Clock
  pause: (milliseconds: number) => Promise<unknown>
}
