import { aroundMoment, nearMoment, timeOfDay } from '../moments.ts'
import { localTimeText } from '../overseas-time.ts'
import type { Situation } from './reissue-situation.ts'

export interface Lead {
  label: string
  value: string
}

const soonMinutes = 30

const minuteOf = (milliseconds: number) => Math.floor(milliseconds / 60_000)

export function countdown({ expectedAt, now }: Situation): string[] {
  const minutes = minuteOf(Date.parse(expectedAt)) - minuteOf(now.getTime())
  if (minutes > soonMinutes) return []
  return [
    minutes < 1 ? "dans moins d'une minute" : `dans ${minutes} minute${minutes > 1 ? 's' : ''}`,
  ]
}

export function timedLead(
  { timeZone, now }: Situation,
  at: string,
  label: string,
  preposition: 'à' | 'vers' = 'à',
): { lead: Lead } {
  const moment = nearMoment(at, timeZone, now)
  const value = preposition === 'à' ? moment : aroundMoment(moment)
  return {
    lead: value.startsWith('le ')
      ? { label, value }
      : { label: `${label} ${preposition}`, value: timeOfDay(at, timeZone) },
  }
}

export function stateSummary(
  situation: Situation,
  state: Situation['state'],
  name: string,
  label = name,
) {
  const at = situation.history.find((step) => step.state === state)?.at
  return at
    ? { name, ...timedLead(situation, at, label), times: localTimes(situation, at) }
    : { name, lead: { label: '', value: label } }
}

export function localTimes({ timeZone, localZone, now }: Situation, at: string): string[] {
  const text = localTimeText(at, timeZone, localZone, now)
  return text ? [text] : []
}
