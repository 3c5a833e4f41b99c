import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { inWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { usd } from '../../shared/texts/election/estimate-command.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { reasonText, watchTexts as texts } from '../../shared/texts/election/watch-command.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { prices } from '../estimate/prices.ts'
import { nameOf } from '../preflight/finding.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { type Engines, type Reading, readFigures } from './read-figures.ts'
import { screenOf } from './screen.ts'
import { writePage } from './write-delegates-page.ts'

export interface WatchOptions extends ReachOptions {
  once?: boolean
  page?: string
  /** Seconds between two readings. */
  every?: number
}

const usualSeconds = { aws: 60, local: 5 }

/** @returns the exit code: 1 when something could not be read or written at last, 2 when no election was named */
export function runWatch(options: WatchOptions): Promise<number> {
  const { once = false, json = false, page } = options
  return withDeployment(options, async ({ deployment, election, stack }) => {
    const isOnAws = options.stack !== undefined
    const everySeconds = options.every ?? usualSeconds[isOnAws ? 'aws' : 'local']
    const edge =
      isOnAws && election.site.firewall ? new CloudWatchClient({ region: edgeRegion }) : undefined
    const { cloudWatch, outputs } = deployment
    const smsBreakers = dynamoSmsBreakers(deployment.database, outputs.SmsDaysTable)
    const engines: Engines = {
      ...{ cloudWatch, outputs, election, stack, edge },
      smsBreakers: {
        // Anew each time: the vote may be suspended meanwhile.
        find: async () => inWallTime(smsBreakers, (await readClocks(deployment)).wall).find(),
      },
      vote: async () => voteStateText(await readClocks(deployment), election, new Date()),
      clock: () => new Date(),
    }
    try {
      while (true) {
        const reading = await readFigures(engines)
        const reasons = reasonsOf(reading)
        let isWhole = reasons.length === 0
        if (json) console.log(JSON.stringify(shownAsJson(reading), null, 2))
        else
          show(
            screenOf(reading, { title: titleOf(election), timeZone: election.timeZone, reasons }),
          )
        if (page !== undefined)
          isWhole = (await writePage(page, reading, election, everySeconds)) && isWhole
        if (once || json) return isWhole ? 0 : 1
        if (isOnAws) console.log(`  ${texts.cost(costOfDay(reading, everySeconds), everySeconds)}`)
        if (!(await isTime(everySeconds))) return isWhole ? 0 : 1
      }
    } finally {
      edge?.destroy()
    }
  })
}

function reasonsOf(reading: Reading): string[] {
  const reasons = [...new Set(reading.failures.map(nameOf).map(reasonText))]
  const isUnread = reasons.length === 0 && JSON.stringify(reading).includes('"unread"')
  return isUnread ? [texts.someUnread] : reasons
}

/** In USD. */
function costOfDay({ metricsRead }: Pick<Reading, 'metricsRead'>, everySeconds: number) {
  const { usd: price, per } = prices.metricsRead
  return usd((metricsRead * (86_400 / everySeconds) * price) / per)
}

const shownAsJson = ({ failures, metricsRead: _, ...reading }: Reading) => ({
  ...reading,
  failures: failures.map(nameOf),
})

function show(lines: readonly string[]): void {
  const { isTTY } = process.stdout
  const styled = lines.map((line) => {
    if (line.startsWith('  ')) return line
    return styleText(line.startsWith('!') ? ['bold', 'red'] : 'bold', line)
  })
  // Home, then what stood there: nothing flickers.
  console.log(isTTY ? `\x1b[H\x1b[J${styled.join('\n')}` : `${lines.join('\n')}\n`)
}

/** @returns whether to go on: not if it was told to stop meanwhile */
async function isTime(seconds: number): Promise<boolean> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  for (const signal of signals) process.on(signal, stop)
  try {
    return await sleep(seconds * 1000, true, { signal: stopping.signal }).catch(() => false)
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const
