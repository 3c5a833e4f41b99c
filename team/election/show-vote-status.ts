import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import Table from 'cli-table3'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import { isReadingStale, teamSections } from '../../shared/domain/staff/watched-sections.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { dateAndTime, zoneName } from '../../shared/texts/moments.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import type { Target, TargetOptions } from '../reach-election.ts'

export interface StatusOptions extends TargetOptions {
  json?: boolean
  watch?: boolean
  wait?: (milliseconds: number) => Promise<unknown>
}

const refreshSeconds = 20

export async function showVoteStatus(
  { deployment, election }: Target,
  { json = false, watch = false, wait = sleep }: StatusOptions,
): Promise<number> {
  const { timeZone } = election
  const readings = dynamoVoteReadings(deployment.database, deployment.outputs.SmsDaysTable)
  const readVote = () => Promise.all([readings.find(), readClocks(deployment)])
  let [reading, clocks] = await readVote()
  if (watch) process.stdout.once('error', () => process.exit())
  while (true) {
    const now = new Date()
    const vote = {
      ...{ reading, timeZone, now },
      dates: clocks.wallDates(election.dates),
      isSuspended: clocks.suspendedSince() !== undefined,
    }
    const lines = [
      titleOf(election),
      `Lu ${dateAndTime(reading?.at ?? now, timeZone)}, ${zoneName(timeZone)}`,
      voteStateText(clocks, election, now),
      ...teamSections(vote).flatMap(sectionLines),
    ]
    if (watch && process.stdout.isTTY) process.stdout.write('\x1b[H\x1b[J')
    console.log(json ? JSON.stringify(reading, null, 2) : lines.join('\n'))
    const { counts, alarms, sms, pending, activity } = reading ?? {}
    const isEarly = now < vote.dates.reissueOpensAt
    const isComplete = ![isEarly || counts, alarms, sms, pending, activity].includes(undefined)
    if (!watch) return isComplete && !isReadingStale(vote) ? 0 : 1
    await wait(refreshSeconds * 1000)
    ;[reading, clocks] = await readVote().catch(() => [reading, clocks])
  }
}

const sectionLines = ({ heading, tone, lines, figures, table }: Section): string[] => [
  '',
  tone === 'wrong' ? styleText(['bold', 'red'], `! ${heading}`) : styleText('bold', heading),
  ...figures.map(({ figure, of }) => `  ${figure} ${of}`),
  ...lines.map((line) => `  ${line}`),
  ...(table ? [tableText(table)] : []),
]

/** 80 characters less the seven borders of a table with six columns. */
const tableWidth = 73

function tableText({ columns, rows }: NonNullable<Section['table']>): string {
  const otherColumns = columns.slice(1)
  const columnWidth = otherColumns.length > 2 ? 11 : 18
  const table = new Table({
    head: columns,
    colWidths: [
      tableWidth - otherColumns.length * columnWidth,
      ...otherColumns.map(() => columnWidth),
    ],
    colAligns: ['left', ...otherColumns.map(() => 'right' as const)],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows)
  return table.toString()
}
