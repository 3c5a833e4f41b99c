import { setTimeout as sleep } from 'node:timers/promises'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import {
  delegateSections,
  isInterrupted,
  teamSections,
} from '../../shared/domain/staff/watched-sections.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { dateAndTime } from '../../shared/texts/moments.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'
import { terminalLines } from './terminal.ts'
import { writePage } from './write-delegates-page.ts'

export interface WatchOptions extends ReachOptions {
  once?: boolean
  page?: string
}

/** The service reads once a minute. */
const everySeconds = 20

/** @returns the exit code: 1 when the last reading was old or incomplete, 2 without an election */
export async function runWatch(
  { deployment, election }: Reached,
  { once = false, json = false, page }: WatchOptions,
): Promise<number> {
  const { timeZone } = election
  const readings = dynamoVoteReadings(deployment.database, deployment.outputs.SmsDaysTable)
  const read = () => Promise.all([readings.find(), readClocks(deployment)])
  let [reading, clocks] = await read()
  while (true) {
    const now = new Date()
    const vote = {
      ...{ reading, timeZone, now },
      dates: clocks.datesNow(election.dates),
      isSuspended: clocks.suspendedSince() !== undefined,
    }
    const title = titleOf(election)
    const readAt = `Lu ${dateAndTime(reading?.at ?? now, timeZone)}, ${zoneName(timeZone)}`
    const state = voteStateText(clocks, election, now)
    if (json) console.log(JSON.stringify(reading, null, 2))
    else show([title, readAt, state, ...terminalLines(teamSections(vote))])
    const { counts, alarms, sms, pending, activity } = reading ?? {}
    const isBefore = now < vote.dates.reissueOpensAt
    let isWhole = ![isBefore || counts, alarms, sms, pending, activity].includes(undefined)
    isWhole &&= !isInterrupted(vote)
    if (page !== undefined) {
      const shown = { title, readAt, vote: state, sections: delegateSections(vote) }
      isWhole = (await writePage(page, shown, election, everySeconds)) && isWhole
    }
    if (once || json || !(await waitedForNext()))
      return isWhole ? 0 : 1
      // A failed reading leaves the former one, with its time.
    ;[reading, clocks] = await read().catch(() => [reading, clocks])
  }
}

function show(lines: readonly string[]): void {
  const text = lines.join('\n')
  // Moves the cursor home, then clears, so nothing flickers.
  console.log(process.stdout.isTTY ? `\x1b[H\x1b[J${text}` : `${text}\n`)
}

/** @returns false if a signal came meanwhile */
async function waitedForNext(): Promise<boolean> {
  const shutdown = new AbortController()
  const stop = () => shutdown.abort()
  for (const signal of signals) process.on(signal, stop)
  try {
    return await sleep(everySeconds * 1000, true, { signal: shutdown.signal }).catch(() => false)
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const
