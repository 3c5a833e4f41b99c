import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import {
  changeBreaker,
  openScopes,
  pauseTerritory,
  tryNow,
} from '../../shared/domain/sms/sms-breaker.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'
import { openSms, territoryOf } from '../sms/run-sms.ts'
import { smsCommandTexts } from '../sms/texts.ts'
import type { Check } from './finding.ts'
import { findingTexts as texts } from './texts.ts'

/** Finds SMS that the circuit breaker holds, since SNS accepts and does not send them. */
export const heldSms: Check = async (examined) => {
  const { smsBreakers, now } = await openSms(examined)
  const open = openScopes(await smsBreakers.find(), now)
  if (open.length === 0) return []
  const { does, costs, done } = texts.trySms
  return [
    {
      sees: texts.held(open.map(({ scope }) => scope)),
      repair: {
        ...{ does, costs },
        async act() {
          await changeBreaker(smsBreakers, (breaker) => tryNow(breaker, now))
          return done
        },
      },
    },
  ]
}

/** Finds territories of which most SMS of the last hour failed, as the service read them a minute ago. */
export const failingTerritories: Check = async ({ deployment, territory }) => {
  const { database, outputs } = deployment
  const reading = await dynamoVoteReadings(database, outputs.SmsDaysTable).find()
  if (territory !== undefined) return []
  return (reading?.sms?.failing ?? []).map((code) => ({
    sees: texts.failing(territoryText(code), code),
  }))
}

/** Holds the SMS to the territory that the command names. */
export const namedTerritory: Check = async (examined) => {
  const { territory: typed, election } = examined
  const territory = typed === undefined ? undefined : territoryOf(election, typed)
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
          await changeBreaker(smsBreakers, (breaker) => pauseTerritory(breaker, territory, pause))
          return smsCommandTexts.pausedNow(territory)
        },
      },
    },
  ]
}
