import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import { isReadingStale } from '../../shared/domain/staff/watched-sections.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'
import { changeSms, findTeamHolds, readSmsState } from '../sms/run-sms.ts'
import type { Check } from './finding.ts'
import { findingTexts as texts } from './texts.ts'

export const findPausedSms: Check = async (context) => {
  const sms = await readSmsState(context)
  const holds = await findTeamHolds(context, sms)
  return [
    ...(sms.suspendedSince() === undefined ? [] : [{ text: texts.suspension }]),
    ...holds.map(({ text }) => ({ text })),
  ]
}

export const findHeldSms: Check = async (context) => {
  const { breaker, now } = await readSmsState(context)
  const scopes = openScopes(breaker, now)
  if (scopes.length === 0) return []
  const text = texts.heldSms(scopes.map(({ scope }) => scope))
  if (scopes.some(({ probeId }) => probeId !== undefined))
    return [{ text: `${text} ${texts.smsProbe}` }]
  const { plan, cost } = texts.trySms
  const { askTeamFunction } = context.deployment
  const perform = async () => ({ message: await changeSms(askTeamFunction, { change: 'try' }) })
  return [{ text, repair: { plan, cost, perform } }]
}

export const findFailingTerritories: Check = async ({ deployment: { database, outputs } }) => {
  const reading = await dynamoVoteReadings(database, outputs.SmsDaysTable).find()
  if (isReadingStale({ reading, now: new Date() }) || !reading?.sms)
    throw Object.assign(new Error(), { name: 'StaleReadingError' })
  return reading.sms.failing.map((code) => ({
    text: texts.failingTerritory(territoryText(code), code),
  }))
}

export const holdTerritory: Check = async ({ territory, deployment }) => {
  if (territory === undefined) return []
  const change = { change: 'pause', territory, reason: texts.pauseReason } as const
  const perform = async () => ({ message: await changeSms(deployment.askTeamFunction, change) })
  const { plan, cost } = texts.pause(territoryText(territory), territory)
  const text = texts.territoryToHold(territoryText(territory))
  return [{ text, repair: { plan, cost, perform } }]
}
