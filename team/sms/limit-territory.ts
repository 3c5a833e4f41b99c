import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type HandoverDays, handedOverTo } from '../../shared/domain/sms/handover-times.ts'
import {
  changeBreaker,
  pauseTerritory,
  resumeTerritory,
  type SmsBreaker,
  type SmsBreakers,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import { countedAs } from '../../shared/domain/sms/territory.ts'
import {
  capTerritory,
  dayOfTerritory,
  uncapTerritory,
} from '../../shared/domain/sms/territory-cap.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { smsCommandTexts as texts } from '../../shared/texts/sms/sms-command.ts'

/** @param reason absent where none is asked for */
function mistakeOf(
  territories: readonly string[],
  territory: string,
  reason: string | undefined,
): string | undefined {
  const known = [...new Set(territories.map(countedAs))]
  if (!known.includes(territory)) return texts.notTerritory(territory, known)
  return reason !== undefined && !isReason(reason) ? texts.reasonless : undefined
}

/** Holds the SMS to a territory, or lets them leave again. @param asked without a reason: they are to leave again */
export async function pauseSms(
  smsBreakers: SmsBreakers,
  { territories }: Pick<Election, 'territories'>,
  { territory, reason, now }: { territory: string; reason: string | undefined; now: Date },
): Promise<{ done: boolean; told: string }> {
  const mistake = mistakeOf(territories, territory, reason)
  if (mistake) return { done: false, told: mistake }
  const { before, after } = await changeBreaker(smsBreakers, (breaker) =>
    reason === undefined
      ? resumeTerritory(breaker, territory)
      : pauseTerritory(breaker, territory, { since: now, reason }),
  )
  const [done, doneAlready] =
    reason === undefined ? [texts.resumed, texts.notPaused] : [texts.pausedNow, texts.pausedAlready]
  return { done: true, told: (after === before ? doneAlready : done)(territory) }
}

interface Dependencies {
  smsBreakers: SmsBreakers
  smsDays: Pick<SmsDays, 'countAtLeast' | 'find'>
  handoverDays: Pick<HandoverDays, 'find'>
  election: Pick<Election, 'territories' | 'timeZone'>
  now: Date
}

/** Lets so many SMS leave to a territory in a day at most: those that left today count already. */
export async function capSms(
  { smsBreakers, smsDays, handoverDays, election, now }: Dependencies,
  { territory, smsPerDay, reason }: { territory: string; smsPerDay: number; reason: string },
): Promise<{ done: boolean; told: string }> {
  const mistake = mistakeOf(election.territories, territory, reason)
  if (mistake) return { done: false, told: mistake }
  const day = electionDayOf(now, election.timeZone)
  // Before the cap: what leaves in between, a second's worth, is not counted.
  const left = handedOverTo(await handoverDays.find(day), territory)
  await smsDays.countAtLeast(dayOfTerritory(day, territory), left)
  await changeBreaker(smsBreakers, (breaker) =>
    capTerritory(breaker, territory, { smsPerDay, since: now, reason }),
  )
  return { done: true, told: texts.cappedNow(territory, smsPerDay, left) }
}

export async function uncapSms(
  { smsBreakers, election }: Pick<Dependencies, 'smsBreakers' | 'election'>,
  territory: string,
): Promise<{ done: boolean; told: string }> {
  const mistake = mistakeOf(election.territories, territory, undefined)
  if (mistake) return { done: false, told: mistake }
  const { before, after } = await changeBreaker(smsBreakers, (breaker) =>
    uncapTerritory(breaker, territory),
  )
  return { done: true, told: (after === before ? texts.notCapped : texts.uncapped)(territory) }
}

/**
 * Each cap, and what is left of it today.
 * @param breaker its instants by the wall's clock
 * @param wallNow now, by that clock
 */
export async function capsTold(
  { smsDays, election, now }: Pick<Dependencies, 'smsDays' | 'election' | 'now'>,
  { caps = {} }: SmsBreaker,
  wallNow: Date,
): Promise<{ isReached: boolean; told: string }[]> {
  const day = electionDayOf(now, election.timeZone)
  return Promise.all(
    Object.entries(caps).map(async ([territory, cap]) => {
      const counts = await smsDays.find(dayOfTerritory(day, territory))
      const told = texts.capped(territory, cap, counts, election.timeZone, wallNow)
      return { isReached: counts.smsCount >= cap.smsPerDay, told }
    }),
  )
}
