import { alarmTexts } from '../../shared/texts/alarms.ts'
import { countText, isHidden, totalText } from '../../shared/texts/election/small-counts.ts'
import { waitText } from '../../shared/texts/election/wait-text.ts'
import { percent, territoryText } from '../../shared/texts/election/watch-command.ts'
import { pageTexts as texts } from '../../shared/texts/election/watched-page.ts'
import type { Reading, TerritoryFigures } from './read-figures.ts'
import { sumOf } from './told.ts'

const columns = ['asked', 'left', 'arrived', 'used'] as const

/** Of fewer SMS the time would be somebody's own. */
const fewestTimed = 20
const fewestShared = 100

/**
 * What the page says, without a number that could name somebody.
 * @returns undefined when a figure is missing: it must not be taken for nothing
 */
export function pageValues(reading: Reading, timeZone: string) {
  const { at, vote, since, alarms, territories, figures, delays, failures } = reading
  const ofSms = [figures.late.fiveMinutes, figures.sent.hour, delays.mostOf.hour]
  const needed = [...ofSms, ...territories.flatMap(toldOf)]
  if (failures.length > 0 || alarms.watched === alarms.untold || needed.includes('unread'))
    return undefined
  const rows = territories.filter((one) => toldOf(one).some((told) => told !== 0))
  return {
    at: texts.at(at, timeZone),
    vote,
    since: texts.counts(since, timeZone),
    incidents: incidentsOf(reading, timeZone),
    cards: cardsOf(reading, rows),
    rows: [
      ...rows.map((row) => ({
        name: territoryText(row.territory),
        isFailing: row.isFailing,
        cells: toldOf(row).map((told) => countText(Number(told))),
      })),
      ...(rows.length > 1
        ? [
            {
              name: texts.total,
              isFailing: false,
              cells: columns.map((of) => totalOfColumn(rows, of)),
            },
          ]
        : []),
    ],
    waits: [...(isTimed(reading) ? [] : [texts.tooFew]), lateText(reading)],
  }
}

const isTimed = ({ figures }: Reading) => Number(figures.sent.hour) >= fewestTimed

/** What one sees first, as far as it is known. */
function cardsOf(reading: Reading, rows: readonly TerritoryFigures[]) {
  const within = reading.delays.mostOf.hour
  const share = usedShare(rows)
  return [
    ...(['asked', 'left'] as const).map((of) => ({
      big: totalOfColumn(rows, of),
      small: texts.totals[of],
    })),
    ...(share === undefined ? [] : [{ big: percent(share), small: texts.used }]),
    ...(typeof within === 'number' && isTimed(reading)
      ? [{ big: waitText(within), small: texts.within }]
      : []),
  ]
}

/** A territory of which most SMS fail is named at once, without waiting for its alarm. */
function incidentsOf({ alarms, territories, kept, at }: Reading, timeZone: string) {
  const failing = territories.filter(({ isFailing }) => isFailing)
  const alarm = alarms.on.find(({ name }) => name === 'FailingTerritory')
  return [
    ...failing.map(({ territory }) => ({
      says: texts.failingTerritory(territoryText(territory)),
      // The alarm does not say which of several began when.
      since: alarm && failing.length === 1 ? texts.since(alarm.since, timeZone, at) : '',
    })),
    ...alarms.on
      .filter(({ name }) => !alarmTexts[name]?.isOfTeam)
      .filter(({ name }) => name !== 'FailingTerritory' || failing.length === 0)
      .map(({ name, since }) => ({
        says: alarmTexts[name]?.says ?? texts.unknownIncident,
        since: texts.since(since, timeZone, at),
      })),
    ...kept.map(({ territory, since, ...rest }) => ({
      says:
        'smsPerDay' in rest
          ? texts.capped(territoryText(territory), rest.smsPerDay)
          : texts.paused(territoryText(territory)),
      since: texts.since(since, timeZone, at),
    })),
  ]
}

/** Nobody counts what is late while the sweep stands still. */
function lateText({ figures, alarms }: Reading): string {
  const late = figures.late.fiveMinutes
  if (typeof late === 'number' && late > 0) return texts.late(countText(late))
  const isCounted = !alarms.on.some(({ name }) => name === 'Sweep' || name === 'AbsentSweep')
  return isCounted ? texts.noneLate : texts.lateUnknown
}

/** Of territories that are shown in whole; of few SMS it would say little. */
function usedShare(rows: readonly TerritoryFigures[]): number | undefined {
  const shown = rows.filter(({ left, used }) => !isHidden(Number(left)) && !isHidden(Number(used)))
  const left = sumOf(shown.map((row) => Number(row.left)))
  const used = sumOf(shown.map((row) => Number(row.used)))
  return left < fewestShared ? undefined : used / left
}

const toldOf = (row: TerritoryFigures) => columns.map((of) => row[of])

const totalOfColumn = (rows: readonly TerritoryFigures[], of: (typeof columns)[number]) =>
  totalText(rows.map((row) => Number(row[of])))
