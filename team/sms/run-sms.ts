import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { toWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import {
  capTerritory,
  closeBreaker,
  pauseTerritory,
  resumeTerritory,
  tryNow,
  uncapTerritory,
} from '../../shared/domain/sms/breaker-controls.ts'
import { countsOf } from '../../shared/domain/sms/handover-times.ts'
import { changeBreaker, openScopes, type SmsBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { countedAs } from '../../shared/domain/sms/territory.ts'
import { dayOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import { territoryNamed } from '../../shared/texts/territory-name.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { type Reached, type ReachOptions, withDeployment } from '../reach-election.ts'
import { smsCommandTexts as texts } from './texts.ts'

// Exit codes: 1 when SMS are held or the territory is unknown, 2 without an election.

type Reasoned = ReachOptions & { reason: string }

export function runSmsStatus(options: ReachOptions): Promise<number> {
  return withSms(options, async (sms) => {
    const { election, wall, now } = sms
    const { timeZone } = election
    const breaker = await sms.smsBreakers.find()
    const open = toWallTime(openScopes(breaker, now), wall)
    const pauses = Object.entries(toWallTime(breaker.pauses ?? {}, wall))
    const held = [
      ...texts.open(open, timeZone, wall(now)),
      ...texts.paused(pauses, timeZone, wall(now)),
    ]
    const day = electionDayOf(now, timeZone)
    let isCapReached = false
    const caps: string[] = []
    for (const [territory, cap] of Object.entries(breaker.caps ?? {})) {
      const counts = await sms.smsDays.find(dayOfTerritory(day, territory))
      isCapReached ||= counts.smsCount >= cap.smsPerDay
      caps.push(texts.capped(territory, toWallTime(cap, wall), counts, timeZone, wall(now)))
    }
    const lines = [...held, ...caps]
    for (const line of lines.length > 0 ? lines : [texts.closed]) console.log(line)
    return held.length > 0 || isCapReached ? 1 : 0
  })
}

export const runTrySms = (options: ReachOptions) => changingBreaker(options, tryNow, texts.trying)

export const runCloseBreaker = (options: ReachOptions) =>
  changingBreaker(options, closeBreaker, texts.closedNow)

function changingBreaker(
  options: ReachOptions,
  change: typeof tryNow,
  done: string,
): Promise<number> {
  return withSms(options, async ({ smsBreakers, now }) => {
    const { before } = await changeBreaker(smsBreakers, (breaker) =>
      openScopes(breaker, now).length > 0 ? change(breaker, now) : breaker,
    )
    console.log(openScopes(before, now).length > 0 ? done : texts.closed)
    return 0
  })
}

export const runSmsPause = (typed: string, { reason, ...options }: Reasoned) =>
  limiting(options, typed, async (sms, territory) => {
    const pause = { since: sms.now, reason }
    const isChanged = await change(sms, (breaker) => pauseTerritory(breaker, territory, pause))
    return isChanged ? texts.pausedNow : texts.pausedAlready
  })

export const runSmsResume = (typed: string, options: ReachOptions) =>
  limiting(options, typed, async (sms, territory) => {
    const isChanged = await change(sms, (breaker) => resumeTerritory(breaker, territory))
    return isChanged ? texts.resumed : texts.notPaused
  })

/** SMS that left today count. */
export const runSmsCap = (typed: string, smsPerDay: number, { reason, ...options }: Reasoned) =>
  limiting(options, typed, async (sms, territory) => {
    const { smsDays, handoverDays, election, now } = sms
    const day = electionDayOf(now, election.timeZone)
    // SMS that leave between the count and the cap, a second's worth, are not counted.
    const handovers = await handoverDays.find(day)
    const { handedOver: left } = countsOf(handovers.filter((one) => one.territory === territory))
    await smsDays.countAtLeast(dayOfTerritory(day, territory), left)
    await change(sms, (breaker) =>
      capTerritory(breaker, territory, { smsPerDay, since: now, reason }),
    )
    return () => texts.cappedNow(territory, smsPerDay, left)
  })

export const runSmsUncap = (typed: string, options: ReachOptions) =>
  limiting(options, typed, async (sms, territory) => {
    const isChanged = await change(sms, (breaker) => uncapTerritory(breaker, territory))
    return isChanged ? texts.uncapped : texts.notCapped
  })

/** @param typed name or code of the territory */
function limiting(
  options: ReachOptions,
  typed: string,
  limit: (sms: Sms, territory: string) => Promise<(territory: string) => string>,
): Promise<number> {
  return withSms(options, async (sms) => {
    const territory = territoryOf(sms.election, typed)
    if (territory === undefined) {
      console.error(texts.notTerritory(typed, knownTerritories(sms.election)))
      return 1
    }
    const done = await limit(sms, territory)
    console.log(done(territory))
    return 0
  })
}

const knownTerritories = ({ territories }: Pick<Election, 'territories'>) => [
  ...new Set(territories.map(countedAs)),
]

/** Returns the code of a territory that somebody typed by name or code; undefined if no SMS goes there. */
export const territoryOf = (election: Pick<Election, 'territories'>, typed: string) =>
  territoryNamed(knownTerritories(election), typed)

async function change(
  { smsBreakers }: Pick<Sms, 'smsBreakers'>,
  by: (breaker: SmsBreaker) => SmsBreaker,
): Promise<boolean> {
  const { before, after } = await changeBreaker(smsBreakers, by)
  return before !== after
}

type Sms = Awaited<ReturnType<typeof openSms>>

/** Returns what holds SMS, and the instant that the election's clock shows. */
export async function openSms({ deployment, election }: Reached) {
  const { database, outputs } = deployment
  const { SmsDaysTable: table } = outputs
  const { clock, wall, suspendedSince } = await readClocks(deployment)
  return {
    smsBreakers: dynamoSmsBreakers(database, table),
    smsDays: dynamoSmsDays(database, table),
    handoverDays: dynamoHandoverDays(database, table),
    ...{ election, now: clock(), wall, suspendedSince },
  }
}

function withSms(options: ReachOptions, work: (sms: Sms) => Promise<number>): Promise<number> {
  return withDeployment(options, async (reached) => work(await openSms(reached)))
}
