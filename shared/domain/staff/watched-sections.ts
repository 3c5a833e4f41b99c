import { alarmTexts } from '../../texts/alarms.ts'
import {
  countText,
  fewerThanText,
  fewestShown,
  isHidden,
  moreThanText,
  totalText,
} from '../../texts/election/small-counts.ts'
import { territoryText } from '../../texts/election/watch-command.ts'
import { controlTexts as texts } from '../../texts/staff/control-page.ts'
import { dayTexts } from '../../texts/staff/day-page.ts'
import type { AlarmOn } from '../alarm-names.ts'

export interface Section {
  heading: string
  tone: 'usual' | 'wrong'
  lines: string[]
  figures: { figure: string; of: string }[]
  table?: { caption: string; columns: string[]; rows: string[][] } | undefined
  copy?: string | undefined
}

/** One of which nothing is wrong, with what is given. */
export const section = (heading: string, parts: Partial<Section>): Section => ({
  ...{ heading, tone: 'usual', lines: [], figures: [] },
  ...parts,
})

/** Time zone and instant of a page. */
export interface Place {
  timeZone: string
  now: Date
}

/** Returns what the active alarms mean to voters; the team's own are left out. */
export const alarmLines = (
  on: readonly Pick<AlarmOn, 'name' | 'since'>[],
  { timeZone, now }: Place,
) =>
  on
    .filter(({ name }) => !alarmTexts[name]?.isOfTeam)
    .map(({ name, since }) =>
      dayTexts.alarm(alarmTexts[name]?.says ?? dayTexts.unknownAlarm, since, timeZone, now),
    )

export const states = ['asked', 'left', 'arrived', 'failed', 'used'] as const

export type State = (typeof states)[number]
type Counts = Readonly<Record<State, number>>

export type TerritoryCounts = Counts & { territory: string }

/** Without a number that could name somebody. @param cancelled undefined where nobody counts them */
export function stateSection(
  territories: readonly TerritoryCounts[],
  heading: string,
  cancelled?: number,
): Section {
  const rows = territories.filter((row) => states.some((state) => row[state] !== 0))
  if (rows.length === 0) return section(heading, { lines: [texts.nobody] })
  const total = (state: State) => {
    const told = rows.filter((row) => !wouldTell(row, state))
    const others = rows.filter((row) => wouldTell(row, state))
    if (others.length === 0) return totalText(rows.map((row) => row[state]))
    const shown = told.map((row) => row[state]).filter((count) => !isHidden(count))
    const sum = shown.reduce((all, one) => all + one, 0)
    return sum > 0
      ? moreThanText(sum)
      : fewerThanText(rows.reduce((all, row) => all + mostLeft(row), 1))
  }
  return section(heading, {
    lines: [...texts.meanings],
    figures: [
      ...states.map((state) => ({ figure: total(state), of: texts.states[state] })),
      ...(cancelled === undefined ? [] : [{ figure: countText(cancelled), of: texts.cancelled }]),
    ],
    table: {
      caption: texts.caption,
      columns: [texts.territory, ...states.map((state) => texts.states[state])],
      rows: rows.map((row) => [
        territoryText(row.territory),
        ...states.map((state) =>
          wouldTell(row, state) ? fewerThanText(mostLeft(row) + 1) : countText(row[state]),
        ),
      ]),
    },
  })
}

/** True if a hidden number could be had from this one: of the SMS that left, the others arrived or failed. */
function wouldTell(row: Counts, state: State): boolean {
  const beside = { arrived: row.failed, failed: row.arrived, asked: 0, left: 0, used: 0 }[state]
  return isHidden(beside) && !isHidden(row[state]) && isHidden(row.left - row[state])
}

/** Upper bound that the page shows. */
const mostLeft = ({ left }: Counts) => (isHidden(left) ? fewestShown - 1 : left)
