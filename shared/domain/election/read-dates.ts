import { TZDate } from '@date-fns/tz'
import { movableDates } from './election-dates.ts'
import { type ElectionIssue, ruleIssue } from './election-issue.ts'

export const dateNames = ['contestUntil', ...movableDates] as const

export type DateName = (typeof dateNames)[number]

const allDateNames = [...dateNames, 'appealsUntil'] as const

type AnyDateName = (typeof allDateNames)[number]

const orderedDatePairs: readonly [AnyDateName, AnyDateName][] = [
  ['reissueOpensAt', 'reissueClosesAt'],
  ['voteOpensAt', 'voteClosesAt'],
  ['reissueOpensAt', 'voteClosesAt'],
  ['contestUntil', 'appealsUntil'],
  ['voteClosesAt', 'appealsUntil'],
]

export function readDates(
  texts: Readonly<Partial<Record<AnyDateName, string | undefined>>>,
  timeZone: string,
): { dates: Partial<Record<AnyDateName, WallInstant>>; issues: ElectionIssue[] } {
  const dates: Partial<Record<AnyDateName, WallInstant>> = {}
  const issues: ElectionIssue[] = []
  for (const name of allDateNames) {
    const text = texts[name]
    if (text === undefined) continue
    const instant = instantOf(text, timeZone)
    if (instant) dates[name] = instant
    else issues.push(ruleIssue(['dates', name], 'no-such-date', timeZone))
  }
  return { dates, issues: [...issues, ...orderIssues(dates)] }
}

// An invalid date, or an hour that summer time skips, reads back as another text. A repeated hour means its first
// occurrence; TZDate alone would choose by the machine's time zone.
function instantOf(text: string, zone: string): WallInstant | undefined {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const localTime = new TZDate(year, month - 1, day, hour, minute, zone)
  const instant = [localTime.getTime() - 3_600_000, localTime.getTime()].find((time) =>
    new TZDate(time, zone).toISOString().startsWith(text),
  )
  return instant === undefined ? undefined : new Date(instant)
}

function orderIssues(dates: Partial<Record<AnyDateName, WallInstant>>): ElectionIssue[] {
  return (
    orderedDatePairs
      // A missing date is NaN, and comparisons with NaN are false.
      .filter(([earlier, later]) => Number(dates[earlier]) >= Number(dates[later]))
      .map(([earlier, later]) => ruleIssue(['dates', later], 'not-after', `dates.${earlier}`))
  )
}
