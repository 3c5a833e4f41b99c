import { TZDate } from '@date-fns/tz'
import type { ElectionMistake } from './election-mistake.ts'

export const dateNames = [
  'contestUntil',
  'reissueOpensAt',
  'reissueClosesAt',
  'voteOpensAt',
  'voteClosesAt',
] as const

export type DateName = (typeof dateNames)[number]

/** The end of appeals is known once the results are: an election may begin without it. */
export const allDateNames = [...dateNames, 'appealsUntil'] as const

export type AnyDateName = (typeof allDateNames)[number]

const inOrder: readonly [AnyDateName, AnyDateName][] = [
  ['reissueOpensAt', 'reissueClosesAt'],
  ['voteOpensAt', 'voteClosesAt'],
  ['reissueOpensAt', 'voteClosesAt'],
  ['contestUntil', 'appealsUntil'],
  ['voteClosesAt', 'appealsUntil'],
]

/** Wall-clock times of one zone as instants; with those that do not exist or are out of order. */
export function readDates(
  texts: Readonly<Partial<Record<AnyDateName, string | undefined>>>,
  timeZone: string,
): { dates: Partial<Record<AnyDateName, Date>>; mistakes: ElectionMistake[] } {
  const dates: Partial<Record<AnyDateName, Date>> = {}
  const mistakes: ElectionMistake[] = []
  for (const name of allDateNames) {
    const text = texts[name]
    if (text === undefined) continue
    const instant = instantOf(text, timeZone)
    if (instant) dates[name] = instant
    else mistakes.push(noSuchDate(name, text, timeZone))
  }
  return { dates, mistakes: [...mistakes, ...orderMistakes(dates)] }
}

// A date that is no calendar date, or an hour skipped when summer time begins, does not read back the
// same. Of the hour that comes twice when it ends, the first is meant: TZDate alone picks one by the
// machine's own time zone.
function instantOf(text: string, zone: string): Date | undefined {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const local = new TZDate(year, month - 1, day, hour, minute, zone)
  const instant = [local.getTime() - 3_600_000, local.getTime()].find((time) =>
    new TZDate(time, zone).toISOString().startsWith(text),
  )
  return instant === undefined ? undefined : new Date(instant)
}

function noSuchDate(name: AnyDateName, text: string, timeZone: string): ElectionMistake {
  return {
    path: ['dates', name],
    // UTC has no hour that is skipped.
    problem: { kind: instantOf(text, 'UTC') ? 'skipped-hour' : 'no-such-date' },
    message: `does not exist in ${timeZone}`,
  }
}

function orderMistakes(dates: Partial<Record<AnyDateName, Date>>): ElectionMistake[] {
  return inOrder.flatMap(([first, second]): ElectionMistake[] => {
    const [before, after] = [dates[first], dates[second]]
    if (!before || !after || before < after) return []
    return [
      {
        path: ['dates', second],
        problem: { kind: 'not-after', other: `dates.${first}` },
        message: `must come after dates.${first}`,
      },
    ]
  })
}
