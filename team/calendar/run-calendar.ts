import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import type { TeamRequest } from '../../shared/contract/team-requests.ts'
import { type Calendar, clocksOf } from '../../shared/domain/election/calendar.ts'
import {
  type CalendarChange,
  longestExtensionMinutes,
} from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { duration, moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import { requestApproval, requireApproval } from '../keys/ask-team-function.ts'
import { secondPersonTexts } from '../keys/second-person.ts'
import type { ReasonOptions, Target } from '../reach-election.ts'

export const invalidDurationText =
  'La durée s’écrit « 90 min », « 2 h », « 1 h 30 » ou « 2 jours », une semaine au plus. Rien n’a été changé.'

const successTexts = {
  suspend: 'Le vote est suspendu dans cinq secondes. Toutes les pages le disent dans la minute.',
  resume: 'Le vote reprend dans cinq secondes. Ce qui attendait repart dans la minute.',
  extend: 'Le vote est prolongé. Toutes les pages le disent dans la minute.',
} as const

export const runSuspend = (target: Target, options: ReasonOptions) =>
  runChange(target, { change: 'suspend' }, options)

export const runResume = (target: Target, options: ReasonOptions) =>
  runChange(target, { change: 'resume' }, options)

export const runExtend = (target: Target, words: readonly string[], options: ReasonOptions) =>
  runChange(target, { change: 'extend', minutes: readMinutes(words.join(' ')) }, options)

/** Reads `90 min`, `2 h`, `1h30`, `2 jours`, or `90` (minutes). @throws CommandError */
export function readMinutes(input: string): number {
  const [, days = 0, hours = 0, remainingMinutes = 0] =
    /^(?:(\d+) ?j(?:ours?)?)? ?(?:(\d+) ?h(?:eures?)?)? ?(?:(\d+) ?(?:min(?:utes?)?)?)?$/i.exec(
      input,
    ) ?? [Number.NaN, Number.NaN]
  const minutes = Number(days) * 1440 + Number(hours) * 60 + Number(remainingMinutes)
  if (minutes >= 1 && minutes <= longestExtensionMinutes) return minutes
  throw new CommandError(invalidDurationText, 2)
}

async function runChange(
  { deployment, election }: Target,
  change: CalendarChange,
  { reason }: ReasonOptions,
): Promise<number> {
  const { database, outputs, askTeamFunction } = deployment
  const calendar = await dynamoCalendar(database, outputs.CalendarTable).find()
  const { version } = calendar
  const answer = await requestApproval(askTeamFunction, {
    ...{ compute: 'calendar-change', ...change, version, reason },
  } as TeamRequest)
  if (answer.status !== 'approved')
    for (const line of calendarLines(calendar, election, new Date())) console.error(line)
  const approval = requireApproval(answer)
  console.log(successTexts[change.change])
  console.log(secondPersonTexts.approval(approval))
  return 0
}

function calendarLines(calendar: Calendar, election: Election<WallInstant>, now: Date): string[] {
  const { suspensions, extendedMinutes } = calendar
  const { timeZone, dates } = election
  const clocks = clocksOf(
    () => calendar,
    () => now,
  )
  const isSuspended = clocks.suspendedSince() !== undefined
  const { reissueClosesAt } = clocks.wallDates(dates)
  return [
    ...suspensions.flatMap(({ from, to }) =>
      to
        ? [
            `Le vote a été suspendu ${moment(from, timeZone)}, et repris ${moment(to, timeZone)} : ${duration(to.getTime() - from.getTime())}.`,
          ]
        : [],
    ),
    ...(extendedMinutes > 0 ? [`Prolongé de ${duration(extendedMinutes * 60_000)}.`] : []),
    voteStateText(clocks, election, now),
    `${isSuspended ? 'S’il reprenait maintenant, les demandes fermeraient' : 'Les demandes ferment'} ${moment(reissueClosesAt, timeZone)}.`,
  ]
}
