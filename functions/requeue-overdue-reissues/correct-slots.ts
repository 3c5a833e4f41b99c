import type { Election } from '../../shared/domain/election/election.ts'
import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import type { SmsBreakers } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import type { SlotRate } from '../../shared/domain/sms/sms-slots.ts'
import { type SmsSlots, slotSeconds } from '../../shared/domain/sms/sms-slots.ts'
import { capsOfTerritories, heldByCap } from '../../shared/domain/sms/territory-cap.ts'

/** By then what was reserved is accepted, and in the index, or refused. */
const settledMilliseconds = 1000

/**
 * Promises are made from moments of the rate, as if senders always kept to it, and from places of the day's cap, which
 * requests only ever take. Once a minute both are held to what the tables say: no moment is free before all that waits
 * could leave from now on, and the places that are taken are the SMS of the day and those that wait. What the cap of a
 * territory holds until tomorrow keeps nobody waiting today.
 */
export async function correctSlots({
  smsSlots,
  smsDays,
  smsBreakers,
  overdueReissues,
  election,
  clock,
  pause,
}: Dependencies): Promise<void> {
  const { taken: counted } = await smsSlots.find()
  // What is reserved from here on is not in what was counted: it stays added to it.
  await pause(settledMilliseconds)
  const now = clock()
  const day = electionDayOf(now, election.timeZone)
  const [unsent, { smsCount }, held] = await Promise.all([
    overdueReissues.countUnsent(),
    smsDays.find(day),
    countHeldByTerritories({ smsBreakers, smsDays }, day),
  ])
  const waiting = Math.max(0, unsent - held)
  const freeAt = secondsLater(now, waiting * slotSeconds(election))
  await smsSlots.correct(day, { freeAt, more: smsCount + waiting - counted })
}

async function countHeldByTerritories(
  { smsBreakers, smsDays }: Pick<Dependencies, 'smsBreakers' | 'smsDays'>,
  day: ElectionDay,
): Promise<number> {
  const caps = capsOfTerritories(await smsBreakers.find(), day)
  const held = caps.map(async (cap) => heldByCap(cap, await smsDays.find(cap.day)))
  return (await Promise.all(held)).reduce((sum, count) => sum + count, 0)
}

interface Dependencies {
  smsSlots: Pick<SmsSlots, 'find' | 'correct'>
  smsDays: Pick<SmsDays, 'find'>
  smsBreakers: Pick<SmsBreakers, 'find'>
  overdueReissues: Pick<OverdueReissues, 'countUnsent'>
  election: SlotRate & Pick<Election, 'timeZone'>
  clock: Clock
  pause: (milliseconds: number) => Promise<unknown>
}
