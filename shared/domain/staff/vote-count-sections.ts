import {
  countText,
  fewerThanText,
  isHiddenCount,
  minShownCount,
  moreThanText,
  totalText,
} from '../../texts/election/small-counts.ts'
import { controlTexts as texts } from '../../texts/staff/control-page.ts'
import { unreadTexts } from '../../texts/staff/staff-pages.ts'
import { territoryText } from '../../texts/territory-name.ts'
import { type CountedState, countedStates, type VoteCounts } from './vote-reading.ts'
import { type Section, section, type WatchedVote } from './watched-section.ts'

const minSmsForShare = 100

type TerritoryCounts = VoteCounts['territories'][number]

export function voteCountSections({ reading, dates, timeZone, now }: WatchedVote): Section[] {
  const since = dates.reissueOpensAt
  const heading = texts.counts(since, timeZone, now)
  if (!reading) return []
  if (reading.at < since) return [section(heading, { lines: [texts.requestsNotOpen] })]
  const { counts } = reading
  if (!counts) return [section(heading, { problems: [unreadTexts.counts] })]
  return [stateSection(counts, heading), refusalSection(counts)]
}

function stateSection({ territories, cancelled }: VoteCounts, heading: string): Section {
  const rows = territories.filter((row) => countedStates.some((state) => row[state] !== 0))
  if (rows.length === 0) return section(heading, { lines: [texts.noRequest] })
  const totalOf = (state: CountedState) => {
    const shownCounts = rows.filter((row) => !revealsHidden(row, state)).map((row) => row[state])
    if (shownCounts.length === rows.length) return totalText(shownCounts)
    const sum = sumOf(shownCounts.filter((count) => !isHiddenCount(count)))
    return sum > 0 ? moreThanText(sum) : fewerThanText(sumOf(rows.map(maxLeftCount)) + 1)
  }
  return section(heading, {
    lines: texts.meanings,
    figures: [
      ...countedStates.map((state) => ({ figure: totalOf(state), of: texts.states[state] })),
      { figure: countText(cancelled), of: texts.cancelled },
      ...usedShare(rows),
    ],
    table: {
      caption: texts.countsCaption,
      columns: [texts.territoryColumn, ...countedStates.map((state) => texts.states[state])],
      rows: rows.map((row) => [
        territoryText(row.territory),
        ...countedStates.map((state) =>
          revealsHidden(row, state) ? fewerThanText(maxLeftCount(row) + 1) : countText(row[state]),
        ),
      ]),
    },
  })
}

/** Once all receipts have come, `left` is `arrived` plus `failed`, so two shown counts may reveal the hidden one. */
function revealsHidden(row: TerritoryCounts, state: CountedState): boolean {
  const otherCount = { arrived: row.failed, failed: row.arrived, asked: 0, left: 0, used: 0 }[state]
  return (
    isHiddenCount(otherCount) && !isHiddenCount(row[state]) && isHiddenCount(row.left - row[state])
  )
}

const maxLeftCount = ({ left }: TerritoryCounts) => (isHiddenCount(left) ? minShownCount - 1 : left)

function usedShare(rows: readonly TerritoryCounts[]): Section['figures'] {
  const shownRows = rows.filter(({ left, used }) => !isHiddenCount(left) && !isHiddenCount(used))
  const leftCount = sumOf(shownRows.map((row) => row.left))
  const usedCount = sumOf(shownRows.map((row) => row.used))
  if (leftCount < minSmsForShare) return []
  return [{ figure: `${Math.floor((100 * usedCount) / leftCount)} %`, of: texts.usage }]
}

function refusalSection({ refusals }: VoteCounts): Section {
  const nonzeroRefusals = refusals.filter(({ refused }) => refused > 0)
  if (nonzeroRefusals.length === 0) return section(texts.refusals, { lines: [texts.noRefusal] })
  // The order must not reveal hidden numbers.
  const rank = (refused: number) => (isHiddenCount(refused) ? 0 : refused)
  const sortedRefusals = nonzeroRefusals.toSorted((a, b) => rank(b.refused) - rank(a.refused))
  return section(texts.refusals, {
    table: {
      caption: texts.refusalsCaption,
      columns: [texts.reasonColumn, texts.refusedColumn],
      rows: sortedRefusals.map(({ reason, refused }) => [
        texts.reasons[reason],
        countText(refused),
      ]),
    },
  })
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
