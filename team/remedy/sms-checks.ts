import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { toWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { pauseTerritory, tryNow } from '../../shared/domain/sms/breaker-controls.ts'
import { changeBreaker, openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import { isInterrupted } from '../../shared/domain/staff/watched-sections.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'
import { openSms, territoryOf } from '../sms/run-sms.ts'
import { smsCommandTexts } from '../sms/texts.ts'
import type { Check } from './finding.ts'
import { findingTexts as texts } from './texts.ts'

/** Finds what the team itself holds: the whole vote, or the SMS to a territory. It is for people to end. */
export const pausedSms: Check = async (examined) => {
  const { smsBreakers, election, now, wall, suspendedSince } = await openSms(examined)
  const { pauses = {}, caps = {} } = await smsBreakers.find()
  const paused = Object.entries(toWallTime(pauses, wall))
  return [
    ...(suspendedSince() === undefined ? [] : [texts.suspended]),
    ...smsCommandTexts.paused(paused, election.timeZone, wall(now)),
    ...Object.entries(caps).map(([code, { smsPerDay }]) =>
      texts.capped(territoryText(code), code, smsPerDay),
    ),
  ].map((sees) => ({ sees }))
}

/** Finds SMS that the circuit breaker holds, since SNS accepts and does not send them. */
export const heldSms: Check = async (examined) => {
  const { smsBreakers, now } = await openSms(examined)
  const open = openScopes(await smsBreakers.find(), now)
  if (open.length === 0) return []
  const sees = texts.held(open.map(({ scope }) => scope))
  // To begin again would forget the one under way.
  if (open.some(({ tries }) => tries !== undefined)) return [{ sees: `${sees} ${texts.trying}` }]
  const { does, costs, done } = texts.trySms
  return [
    {
      sees,
      repair: {
        ...{ does, costs },
        async act() {
          await changeBreaker(smsBreakers, (breaker) => tryNow(breaker, now))
          return { says: done, isDone: true }
        },
      },
    },
  ]
}

/** Finds territories of which most SMS of the last hour failed, as the service read them a minute ago. */
export const failingTerritories: Check = async ({ deployment: { database, outputs } }) => {
  const reading = await dynamoVoteReadings(database, outputs.SmsDaysTable).find()
  if (isInterrupted({ reading, now: new Date() }) || !reading?.sms) throw new StaleReading()
  return reading.sms.failing.map((code) => ({ sees: texts.failing(territoryText(code), code) }))
}

/** The service has not read the SMS for minutes, or could not. */
class StaleReading extends Error {
  override name = 'StaleReading'
}

/** Holds the SMS to the territory that the command names. */
export const holdTerritory: Check = async (examined) => {
  const { territory: typed = '', election } = examined
  const territory = territoryOf(election, typed)
  if (territory === undefined) return []
  const { smsBreakers, now } = await openSms(examined)
  const pause = { since: now, reason: texts.pauseReason }
  const { does, costs } = texts.pause(territoryText(territory), territory)
  return [
    {
      sees: texts.named(territoryText(territory)),
      repair: {
        ...{ does, costs },
        async act() {
          const { before } = await changeBreaker(smsBreakers, (breaker) =>
            pauseTerritory(breaker, territory, pause),
          )
          const { pausedAlready, pausedNow } = smsCommandTexts
          const says = (before.pauses?.[territory] ? pausedAlready : pausedNow)(territory)
          return { says, isDone: true }
        },
      },
    },
  ]
}
