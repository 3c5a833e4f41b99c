import type { Election } from '../../shared/domain/election/election.ts'
import { toWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
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
import { territoryName } from '../../shared/texts/territory-name.ts'
import { smsCommandTexts as texts } from './texts.ts'

interface Dependencies {
  smsBreakers: SmsBreakers
  smsDays: Pick<SmsDays, 'countAtLeast' | 'find'>
  handoverDays: Pick<HandoverDays, 'find'>
  election: Pick<Election, 'territories' | 'timeZone'>
  now: ElectionInstant
}

interface Answer {
  done: boolean
  told: string
}

/** Holds the SMS to a territory. */
export function pauseSms(sms: Dependencies, typed: string, reason: string): Promise<Answer> {
  return ofTerritory(sms, typed, async (territory) => {
    const pause = { since: sms.now, reason }
    const isChanged = await change(sms, (breaker) => pauseTerritory(breaker, territory, pause))
    return (isChanged ? texts.pausedNow : texts.pausedAlready)(territory)
  })
}

/** Lets the SMS to a territory leave again. */
export function resumeSms(sms: Dependencies, typed: string): Promise<Answer> {
  return ofTerritory(sms, typed, async (territory) => {
    const isChanged = await change(sms, (breaker) => resumeTerritory(breaker, territory))
    return (isChanged ? texts.resumed : texts.notPaused)(territory)
  })
}

/** Lets so many SMS leave to a territory in a day at most: those that left today count already. */
export function capSms(
  sms: Dependencies,
  typed: string,
  { smsPerDay, reason }: { smsPerDay: number; reason: string },
): Promise<Answer> {
  return ofTerritory(sms, typed, async (territory) => {
    const { smsDays, handoverDays, election, now } = sms
    const day = electionDayOf(now, election.timeZone)
    // Before the cap: what leaves in between, a second's worth, is not counted.
    const left = handedOverTo(await handoverDays.find(day), territory)
    await smsDays.countAtLeast(dayOfTerritory(day, territory), left)
    await change(sms, (breaker) =>
      capTerritory(breaker, territory, { smsPerDay, since: now, reason }),
    )
    return texts.cappedNow(territory, smsPerDay, left)
  })
}

export function uncapSms(sms: Dependencies, typed: string): Promise<Answer> {
  return ofTerritory(sms, typed, async (territory) => {
    const isChanged = await change(sms, (breaker) => uncapTerritory(breaker, territory))
    return (isChanged ? texts.uncapped : texts.notCapped)(territory)
  })
}

/** @param typed name or code of the territory */
async function ofTerritory(
  { election }: Pick<Dependencies, 'election'>,
  typed: string,
  act: (territory: string) => Promise<string>,
): Promise<Answer> {
  const known = [...new Set(election.territories.map(countedAs))]
  const territory = known.find((code) =>
    [code, territoryName(code)].some((name) => lettersOf(name) === lettersOf(typed)),
  )
  if (territory === undefined) return { done: false, told: texts.notTerritory(typed, known) }
  return { done: true, told: await act(territory) }
}

/** As people write a name: without its article, accents, hyphens and capitals. */
const lettersOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/^(la|les)\s|[^\p{L}]/giu, '')
    .toLowerCase()

async function change(
  { smsBreakers }: Pick<Dependencies, 'smsBreakers'>,
  by: (breaker: SmsBreaker) => SmsBreaker,
): Promise<boolean> {
  const { before, after } = await changeBreaker(smsBreakers, by)
  return before !== after
}

/** Each cap, and what is left of it today. */
export async function capsTold(
  {
    smsDays,
    election,
    now,
    wall,
  }: Pick<Dependencies, 'smsDays' | 'election' | 'now'> & { wall: WallTime },
  { caps = {} }: SmsBreaker,
): Promise<{ isReached: boolean; told: string }[]> {
  const day = electionDayOf(now, election.timeZone)
  return Promise.all(
    Object.entries(caps).map(async ([territory, cap]) => {
      const counts = await smsDays.find(dayOfTerritory(day, territory))
      const told = texts.capped(
        territory,
        toWallTime(cap, wall),
        counts,
        election.timeZone,
        wall(now),
      )
      return { isReached: counts.smsCount >= cap.smsPerDay, told }
    }),
  )
}
