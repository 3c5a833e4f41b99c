import { warnedShare } from '../../shared/domain/figures.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'
import { type State, states } from '../../shared/domain/staff/watched-sections.ts'
import { alarmTexts } from '../../shared/texts/alarms.ts'
import { dashboardTexts } from '../../shared/texts/dashboard.ts'
import {
  amount,
  percent,
  shortDuration,
  territoryText,
  watchTexts as texts,
} from '../../shared/texts/election/watch-command.ts'
import { sinceMoment } from '../../shared/texts/moments.ts'
import {
  type Quota,
  type Reading,
  type Spans,
  spanNames,
  type TerritoryFigures,
} from './read-figures.ts'
import { shareOf, type Told, totalOf } from './told.ts'

/** A terminal's usual width. */
const width = 80
const spanWidth = 14
const labelWidth = width - 3 * spanWidth
const columnWidths = [9, 8, 8, 7, 9, 6, 6, 9]
const nameWidth = width - columnWidths.reduce((sum, one) => sum + one, 0)

export interface Shown {
  title: string
  timeZone: string
  /** Why figures are missing, in French. */
  reasons: readonly string[]
}

/** What a terminal shows, in the order in which the team asks. */
export function screenOf(reading: Reading, { title, timeZone, reasons }: Shown): string[] {
  const clock = texts.clock(reading.at, timeZone)
  return [
    spread(title, clock),
    ...alarmLines(reading, timeZone),
    ...(reading.vote?.split(/(?<=\.) /) ?? ['']),
    heading(dashboardTexts.entering, texts.spans),
    ...enteringLines(reading),
    '',
    heading(dashboardTexts.sms, texts.spans),
    ...smsLines(reading),
    ...territoryLines(reading, timeZone),
    ...keptLines(reading, timeZone),
    '',
    heading(dashboardTexts.mails, texts.spans),
    ...mailLines(reading),
    dashboardTexts.bursting,
    ...quotaLines(reading),
    ...unreadLines(reasons),
  ]
}

function alarmLines({ alarms, at }: Reading, timeZone: string): string[] {
  const { on, watched, untold } = alarms
  if (watched === untold) return [texts.noAlarms]
  const first = on.length === 0 ? texts.calm(watched) : texts.alarms(on.length, watched)
  return [
    first,
    ...on.flatMap(({ name, since, says, section }) => {
      const known = alarmTexts[name]
      return [
        `! ${known?.says ?? says} (${sinceMoment(since, timeZone, at)})`,
        ...(known ? [`  ${known.first}`] : []),
        ...(section ? [`  ${texts.section(section)}`] : []),
      ]
    }),
    ...(untold > 0 ? [texts.untold(untold)] : []),
  ]
}

function enteringLines({ figures, api }: Reading): string[] {
  return [
    row(texts.connections, besides(figures.opened, figures.refused)),
    row(texts.passwords, spans(figures.passwords)),
    row(texts.booth, besides(figures.boothOpened, figures.boothRefused)),
    row(texts.failures, spans(api.failures)),
    row(
      texts.latency,
      spans(api.latency, (value) => shortDuration(value / 1000)),
    ),
  ]
}

function smsLines({ figures, delays, asking }: Reading): string[] {
  const { sent, inTime } = figures
  const share = (name: keyof Spans) => shown(shareOf(inTime[name], sent[name]), percent)
  const stuck = Object.entries(texts.stuck).flatMap(([name, label]) => {
    const told = figures[name as keyof typeof texts.stuck].hour
    return told === 0 || told === 'none' ? [] : [`${shown(told)} ${label}`]
  })
  return [
    row(texts.requests, besides(figures.accepted, figures.requestsRefused)),
    ...(asking.some((one) => one > 0) ? [`  ${texts.asking(bars(asking))}`] : []),
    row(texts.sent, spans(sent)),
    row(texts.half, spans(delays.half, shortDuration)),
    row(texts.mostOf, spans(delays.mostOf, shortDuration)),
    row(texts.inTime, spanNames.map(share)),
    ...(stuck.length > 0 ? [`! ${texts.stuckOf(stuck)}`] : []),
  ]
}

function territoryLines({ territories, since, at }: Reading, timeZone: string): string[] {
  const active = territories.filter(hasAny)
  if (active.length === 0) return [`  ${texts.nobody}`]
  const silent = territories.filter(
    (one) => !hasAny(one) && one.territory !== unknownTerritory,
  ).length
  return [
    texts.territories(since, timeZone, at, silent),
    columns('', texts.columns),
    ...active.map((one) => columns(nameOf(one), cellsOf(one))),
    ...(active.length > 1
      ? [columns(`  ${texts.total}`, cellsOf(totalTerritory(active)).with(-1, ''))]
      : []),
    ...active
      .filter(({ isFailing }) => isFailing)
      .map(({ territory }) => `${texts.failing(territoryText(territory), territory)}`),
  ]
}

function keptLines({ kept, at }: Reading, timeZone: string): string[] {
  return kept.map(({ territory, since, ...rest }) => {
    const [name, moment] = [territoryText(territory), sinceMoment(since, timeZone, at)]
    return 'smsPerDay' in rest
      ? texts.capped(name, rest.smsPerDay, moment)
      : texts.paused(name, territory, moment)
  })
}

const hasAny = (row: TerritoryFigures) => states.some((name) => row[name] !== 0)

const nameOf = ({ territory, isFailing }: TerritoryFigures) =>
  `${isFailing ? '!' : ' '} ${territoryText(territory)}`

function cellsOf({ lastHour, ...row }: Row): string[] {
  return [
    ...states.map((name) => shown(row[name])),
    shown(shareOf(row.used, row.left), percent),
    shown(lastHour.left),
    shown(lastHour.within, shortDuration),
  ]
}

type Row = Omit<TerritoryFigures, 'territory' | 'isFailing'>

function totalTerritory(rows: readonly TerritoryFigures[]): Row {
  const totals = states.map((name) => [name, totalOf(rows.map((row) => row[name]))])
  return {
    ...(Object.fromEntries(totals) as Record<State, Told>),
    // Not to be added up: the line above the table has it of all.
    lastHour: { left: totalOf(rows.map(({ lastHour }) => lastHour.left)), within: 'none' },
  }
}

function mailLines({ figures, queues, reputation }: Reading): string[] {
  const { mailsNotTaken, beyondBudget } = figures
  const waits = (name: keyof Spans) =>
    `${shown(figures.mailWait[name], shortDuration)} (${shown(figures.linkWait[name], shortDuration)})`
  const isStuck = [mailsNotTaken.hour, beyondBudget.hour].some((told) => told !== 0)
  const waiting = Object.entries(texts.queues).map(([name, label]) => {
    const { waiting: messages, oldestSeconds } = queues[name as keyof typeof queues]
    const oldest =
      messages === 0 || messages === 'none' ? undefined : shown(oldestSeconds, shortDuration)
    return texts.queue(label, shown(messages), oldest)
  })
  return [
    row(texts.links, spans(figures.links)),
    row(texts.stopLinks, spans(figures.stopLinks)),
    row(texts.news, spans(figures.news)),
    row(texts.mailWait, spanNames.map(waits)),
    ...(isStuck
      ? [`  ${texts.mailStuck(shown(mailsNotTaken.hour), shown(beyondBudget.hour))}`]
      : []),
    ...(Object.values(reputation).some((told) => told !== 'none')
      ? [
          `  ${texts.reputation(shown(reputation.bounces, percent), shown(reputation.complaints, percent))}`,
        ]
      : []),
    `  ${texts.waiting(waiting)}`,
  ]
}

function quotaLines({ quotas }: Reading): string[] {
  const lines = Object.entries(texts.quotas).map(([name, label]) =>
    quotaText(label, quotas[name as keyof typeof quotas], name === 'routes'),
  )
  return inPairs(lines)
}

function quotaText(label: string, { used, most }: Quota, isShare: boolean): string {
  const share = most === undefined ? 'none' : shareOf(used, most)
  const mark = typeof share === 'number' && share >= warnedShare ? '! ' : '  '
  if (isShare) return `${mark}${label} : ${shown(used, percent)}`
  const told = typeof share === 'number' ? ` (${percent(share)})` : ''
  return most === undefined
    ? `${mark}${texts.noLimit(label, shown(used))}`
    : `${mark}${texts.quota(label, shown(used), amount(most), told)}`
}

function unreadLines(reasons: readonly string[]): string[] {
  return reasons.length === 0 ? [] : ['', texts.unread(reasons)]
}

/** « ? » for what could not be read, « – » for what there is nothing of. */
function shown(told: Told, write: (value: number) => string = amount): string {
  if (told === 'unread') return '?'
  return told === 'none' ? '–' : write(told)
}

function spans(of: Partial<Spans>, write = amount): string[] {
  return spanNames.map((name) => {
    const told = of[name]
    return told === undefined ? '' : shown(told, write)
  })
}

/** « 12 408 (96) » */
const besides = (of: Spans, refused: Spans): string[] =>
  spanNames.map((name) => `${shown(of[name])} (${shown(refused[name])})`)

const row = (label: string, cells: readonly string[]) =>
  `  ${label}`.padEnd(labelWidth) + cells.map((cell) => cell.padStart(spanWidth)).join('')

const heading = (title: string, cells: readonly string[]) =>
  title.padEnd(labelWidth) +
  cells
    .map((cell) => cell.padStart(spanWidth))
    .join('')
    .slice(Math.max(0, title.length - labelWidth))

function columns(name: string, cells: readonly string[]): string {
  const fitting = name.length >= nameWidth ? `${name.slice(0, nameWidth - 2)}…` : name
  return (
    fitting.padEnd(nameWidth) +
    cells.map((cell, index) => cell.padStart(columnWidths[index] ?? 0)).join('')
  )
}

const spread = (left: string, right: string) =>
  left.length + right.length < width
    ? left + right.padStart(width - left.length)
    : `${left}\n${right}`

function inPairs(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    if (index % 2 === 1) return []
    const next = lines[index + 1] ?? ''
    const both = line.padEnd(width / 2) + next
    return both.length > width ? [line, next] : [both.trimEnd()]
  })
}

/** Of how many there were, beside the most. */
function bars(values: readonly number[]): string {
  const most = Math.max(...values)
  return values.map((value) => '▁▂▃▄▅▆▇█'[Math.round((7 * value) / most)]).join('')
}
