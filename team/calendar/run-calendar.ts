import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import type { TeamRequest } from '../../shared/contract/team-requests.ts'
import { approvalMinutes } from '../../shared/domain/approval.ts'
import { type Calendar, clocksOf } from '../../shared/domain/election/calendar.ts'
import {
  type CalendarChange,
  longestExtensionMinutes,
} from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { calendarTexts as texts } from '../../shared/texts/election/calendar-command.ts'
import { askApproval } from '../keys/ask-team-function.ts'
import { type ReachOptions, reachedBy, withDeployment } from '../reach-election.ts'

// Each resolves to the exit code: 1 when what was asked for is not so, 2 when the command can't serve, 3 when another
// person must ask for the same.

export function runShowCalendar(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const { database, outputs } = deployment
    const calendar = await dynamoCalendar(database, outputs.CalendarTable).find()
    for (const line of calendarLines(calendar, election, new Date())) console.log(line)
    return 0
  })
}

export function runCalendarChange(
  change: CalendarChange,
  { reason: typed, ...options }: ReachOptions & { reason: string },
): Promise<number> {
  const reason = typed.trim()
  const mistake = mistakeIn(change, reason)
  if (mistake) {
    console.error(mistake)
    return Promise.resolve(2)
  }
  return withDeployment(options, async ({ deployment, election }) => {
    const { database, outputs, askTeamFunction } = deployment
    const calendar = await dynamoCalendar(database, outputs.CalendarTable).find()
    const { version } = calendar
    const { standing, request: asked } = await askApproval(askTeamFunction, {
      ...{ compute: 'calendar-change', ...change, version, reason },
    } as TeamRequest)
    const again = commandOf(change, options)
    if (standing === 'approved') {
      console.log(texts.done[change.change])
      console.log(texts.agreedWith(asked.by, asked.reason ?? ''))
      return 0
    }
    console.error(
      standing === 'asked' ? texts.asked(again, approvalMinutes.team) : texts.askedAlready(again),
    )
    if (options.local !== undefined) console.error(texts.onThisMachine)
    // After a lost answer, this shows that the change was made.
    for (const line of calendarLines(calendar, election, new Date())) console.error(line)
    return 3
  })
}

function mistakeIn(change: CalendarChange, reason: string): string | undefined {
  if (!isReason(reason)) return texts.reasonless
  if (change.change !== 'extend') return undefined
  const isFit = change.minutes >= 1 && change.minutes <= longestExtensionMinutes
  return isFit ? undefined : texts.notMinutes(longestExtensionMinutes)
}

/** For another person, who gives a reason of their own. */
function commandOf(change: CalendarChange, options: ReachOptions): string {
  const what = change.change === 'extend' ? `extend ${change.minutes}` : change.change
  return `npm run calendar -- ${what} ${texts.ownReason} ${reachedBy(options)}`
}

function calendarLines(calendar: Calendar, { dates, timeZone }: Election, now: Date): string[] {
  const { suspensions, extendedMinutes } = calendar
  const { suspendedSince, datesNow } = clocksOf(
    () => calendar,
    () => now,
  )
  const since = suspendedSince()
  const lines = [
    ...suspensions.flatMap(({ from, to }) => (to ? [texts.suspended(from, to, timeZone)] : [])),
    ...(extendedMinutes > 0 ? [texts.extended(extendedMinutes)] : []),
    ...(since ? [texts.suspendedSince(since, timeZone)] : []),
  ]
  const { reissueClosesAt, voteClosesAt } = datesNow(dates)
  return [
    ...(lines.length > 0 ? lines : [texts.unchanged]),
    texts.closings(reissueClosesAt, voteClosesAt, timeZone, since !== undefined),
  ]
}
