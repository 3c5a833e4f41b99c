import { styleText } from 'node:util'
import Table from 'cli-table3'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import { isInterrupted, teamSections } from '../../shared/domain/staff/watched-sections.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { dateAndTime } from '../../shared/texts/moments.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'

/** Prints the service's last reading. Returns 1 if it is old or incomplete, 2 without an election. */
export async function showVoteStatus(
  { deployment, election }: Reached,
  { json = false }: ReachOptions & { json?: boolean },
): Promise<number> {
  const { timeZone } = election
  const readings = dynamoVoteReadings(deployment.database, deployment.outputs.SmsDaysTable)
  const [reading, clocks] = await Promise.all([readings.find(), readClocks(deployment)])
  const now = new Date()
  const vote = {
    ...{ reading, timeZone, now },
    dates: clocks.datesNow(election.dates),
    isSuspended: clocks.suspendedSince() !== undefined,
  }
  const lines = [
    titleOf(election),
    `Lu ${dateAndTime(reading?.at ?? now, timeZone)}, ${zoneName(timeZone)}`,
    voteStateText(clocks, election, now),
    ...teamSections(vote).flatMap(sectionLines),
  ]
  console.log(json ? JSON.stringify(reading, null, 2) : lines.join('\n'))
  const { counts, alarms, sms, pending, activity } = reading ?? {}
  const isBefore = now < vote.dates.reissueOpensAt
  const isWhole = ![isBefore || counts, alarms, sms, pending, activity].includes(undefined)
  return isWhole && !isInterrupted(vote) ? 0 : 1
}

const sectionLines = ({ heading, tone, lines, figures, table }: Section): string[] => [
  '',
  tone === 'wrong' ? styleText(['bold', 'red'], `! ${heading}`) : styleText('bold', heading),
  ...figures.map(({ figure, of }) => `  ${figure} ${of}`),
  ...lines.map((line) => `  ${line}`),
  ...(table ? [tableText(table)] : []),
]

/** 80 columns without the borders of a table of six. */
const width = 73

function tableText({ columns, rows }: NonNullable<Section['table']>): string {
  const otherColumns = columns.slice(1)
  const columnWidth = otherColumns.length > 2 ? 11 : 18
  const table = new Table({
    head: columns,
    colWidths: [width - otherColumns.length * columnWidth, ...otherColumns.map(() => columnWidth)],
    colAligns: ['left', ...otherColumns.map(() => 'right' as const)],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows)
  return table.toString()
}
