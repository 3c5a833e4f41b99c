import {
  alarmLines,
  type Place,
  type Section,
  section,
  stateSection,
  states,
  type TerritoryCounts,
} from '../../shared/domain/staff/watched-sections.ts'
import { countText, isHidden } from '../../shared/texts/election/small-counts.ts'
import { waitText } from '../../shared/texts/election/wait-text.ts'
import { percent, territoryText } from '../../shared/texts/election/watch-command.ts'
import { pageTexts as texts } from '../../shared/texts/election/watched-page.ts'
import { sinceMoment } from '../../shared/texts/moments.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { dayTexts } from '../../shared/texts/staff/day-page.ts'
import type { Reading } from './read-figures.ts'
import { sumOf } from './told.ts'

/** Of fewer SMS the time would be somebody's own. */
const fewestTimed = 20
const fewestShared = 100

/**
 * What the page says, without a number that could name somebody.
 * @returns undefined when a figure is missing: it must not be taken for nothing
 */
export function pageSections(reading: Reading, timeZone: string): Section[] | undefined {
  const { at, since, alarms, territories, figures, delays, failures } = reading
  const ofSms = [figures.late.fiveMinutes, figures.sent.hour, delays.mostOf.hour]
  const counts = territories.flatMap((row) => states.map((state) => row[state]))
  if (failures.length > 0 || alarms.watched === alarms.untold) return undefined
  if ([...ofSms, ...counts].includes('unread')) return undefined
  const rows = territories as readonly TerritoryCounts[]
  const place = { timeZone, now: at }
  const counted = stateSection(rows, controlTexts.counts(since, timeZone, at))
  return [
    incidentSection(reading, place),
    { ...counted, figures: [...counted.figures, ...usedShare(rows)] },
    waitSection(reading),
  ]
}

/** A territory of which most SMS fail is named at once, without waiting for its alarm. */
function incidentSection({ alarms, territories, kept }: Reading, place: Place): Section {
  const { timeZone, now } = place
  const failing = territories.filter(({ isFailing }) => isFailing)
  const isOfTerritory = ({ name }: { name: string }) => name === 'FailingTerritory'
  const alarm = alarms.on.find(isOfTerritory)
  const from = (since: Date) => ` (${sinceMoment(since, timeZone, now)})`
  // The alarm does not say which of several began when.
  const began = alarm && failing.length === 1 ? from(alarm.since) : ''
  const lines = [
    ...failing.map(({ territory }) => texts.failingTerritory(territoryText(territory)) + began),
    ...alarmLines(
      alarms.on.filter((one) => failing.length === 0 || !isOfTerritory(one)),
      place,
    ),
    ...kept.map(({ territory, since, ...rest }) => {
      const name = territoryText(territory)
      const says = 'smsPerDay' in rest ? texts.capped(name, rest.smsPerDay) : texts.paused(name)
      return says + from(since)
    }),
  ]
  return lines.length > 0
    ? section(texts.incidents, { tone: 'wrong', lines: [...lines, texts.lasting] })
    : section(texts.incidents, { lines: [texts.noIncident] })
}

function waitSection({ figures, delays, alarms }: Reading): Section {
  const within = delays.mostOf.hour
  const isTimed = Number(figures.sent.hour) >= fewestTimed
  const late = Number(figures.late.fiveMinutes)
  // Nobody counts what is late while the sweep stands still.
  const isCounted = !alarms.on.some(({ name }) => name === 'Sweep' || name === 'AbsentSweep')
  const ofLate = isCounted ? texts.noneLate : dayTexts.lateUnknown
  return section(texts.waits, {
    figures:
      isTimed && typeof within === 'number' ? [{ figure: waitText(within), of: texts.within }] : [],
    lines: [...(isTimed ? [] : [texts.tooFew]), late > 0 ? texts.late(countText(late)) : ofLate],
  })
}

/** Of territories that are shown in whole; of few SMS it would say little. */
function usedShare(rows: readonly TerritoryCounts[]): Section['figures'] {
  const shown = rows.filter(({ left, used }) => !isHidden(left) && !isHidden(used))
  const left = sumOf(shown.map((row) => row.left))
  const used = sumOf(shown.map((row) => row.used))
  return left < fewestShared ? [] : [{ figure: percent(used / left), of: texts.used }]
}
