import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { type DrillReport, drill } from '../local/drill/drill.ts'
import { demoVoters } from '../local/drill/drill-run.ts'
import { measureRate, type RateReport } from '../local/drill/rate.ts'
import type { Violations } from '../local/drill/verdict.ts'
import { SetupError } from '../local/dynoxide.ts'

// `npm run drill`: the whole service on this machine, and all that may go wrong. `-- --help` says more.

const help = `Runs Réassort on this machine with everything failing now and then, and says what became of each request.

  npm run drill [-- OPTIONS]

  --voters N      how many ask for a new identifier, once each (2000)
  --rate N        SMS a second (100)
  --seed N        which faults happen (1)
  --minutes N     gives up after so long (20)
  --journal FILE  keeps what the functions write
  --no-faults     nothing fails: the rate reached when 1000 SMS are due at once, at 20 a second

What fails: SNS, and its answers; calls to DynamoDB, SQS and SES, and their answers; functions, killed at
random; messages that come twice; receipts that say failure, come twice, contradict each other or never
come. It ends with 1 if a request was lost or ended wrong.
The same seed draws the same faults for the same calls in the same order. Functions run side by side, so
two runs never make quite the same calls.`

/** What must be 0. */
const violationTexts: Record<keyof Violations, string> = {
  neverAccepted: 'voters who were never accepted',
  vanished: 'accepted, and in no table',
  notOver: 'lost: neither sent nor failed',
  withoutSms: 'sent, and no SMS came',
  differentIdentifier: 'an SMS with a different identifier',
  wrongValidIdentifier: 'valid identifier is not the last SMS’s',
  wrongCount: 'wrong count of voter or phone',
  phoneKept: 'number kept though no SMS is left',
  withoutMail: 'sent, and no e-mail came',
  receiptIgnored: 'a receipt that changed nothing',
  unreadableDeadLetters: 'unreadable messages in DLQs',
}

class UsageError extends Error {}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof Error)) throw error
  const isExpected = error instanceof UsageError || error instanceof SetupError
  console.error(isExpected ? error.message : error.stack)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const options = readArguments()
  if (options.help) {
    console.log(help)
    return 0
  }
  const isWithoutFaults = options['no-faults'] === true
  const voters = wholeNumber(
    'voters',
    options.voters,
    isWithoutFaults ? 1000 : 2000,
    demoVoters,
    20_000,
  )
  const smsPerSecond = wholeNumber('rate', options.rate, isWithoutFaults ? 20 : 100, 2, 100)
  const minutes = wholeNumber('minutes', options.minutes, 20, 1, 600)
  const progress = (line: string) => console.log(line)
  const common = { voters, smsPerSecond, minutes, progress, ending: endingOnSignal() }
  if (isWithoutFaults) {
    console.log(`No faults: ${voters} SMS due at once, ${smsPerSecond} a second`)
    const report = await measureRate(common)
    printRate(report, smsPerSecond)
    return report.smsReceived === voters ? 0 : 1
  }
  const seed = wholeNumber('seed', options.seed, 1, 0, 2 ** 31)
  console.log(`Faults of seed ${seed}: ${voters} voters, ${smsPerSecond} SMS a second`)
  const journal = options.journal ? createWriteStream(options.journal) : undefined
  const writeLine = (functionName: string, line: string) =>
    journal?.write(`${new Date().toISOString()} ${functionName} ${line}\n`)
  const report = await drill({ ...common, seed, writeLine })
  printDrill(report, smsPerSecond)
  return report.isSettled && total(report.violations) === 0 ? 0 : 1
}

/** The first signal ends the drill with its report, the next one ends the program. */
function endingOnSignal(): AbortSignal {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  return ending.signal
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        voters: { type: 'string' },
        rate: { type: 'string' },
        seed: { type: 'string' },
        minutes: { type: 'string' },
        journal: { type: 'string' },
        'no-faults': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${help}`)
  }
}

function wholeNumber(
  name: string,
  text: string | undefined,
  otherwise: number,
  minimum: number,
  maximum: number,
): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
  throw new UsageError(
    `--${name} must be a whole number from ${minimum} to ${maximum}, not "${text}"`,
  )
}

function printDrill(report: DrillReport, smsPerSecond: number): void {
  const { seconds, promises } = report
  print('Requests', {
    accepted: report.accepted,
    'tries that it took': report.tries,
    ...report.states,
    ...report.refusals,
  })
  print('SMS', {
    received: report.smsReceived,
    'identifiers received more than once': report.receivedTwice,
    'by their promised time': `${share(promises.kept, promises.received)} of ${promises.received}`,
    'most in one second': `${report.mostInOneSecond} (the rate is ${smsPerSecond})`,
  })
  print('Faults injected', report.faults)
  print('Receipts written', {
    ...report.receipts,
    'of nobody, at the end': report.receiptsOfNobody,
  })
  print('Duration', {
    'until all had asked': duration(seconds.asking),
    'until nothing failed any more': duration(seconds.faults),
    'until all was settled': report.isSettled ? duration(seconds.all) : 'it never was',
  })
  print('Must be 0', {
    ...Object.fromEntries(
      Object.entries(violationTexts).map(([name, text]) => [
        text,
        report.violations[name as keyof Violations],
      ]),
    ),
  })
  console.log(
    `\n  Messages in DLQs that can be read, and that the sweep replaced: ${report.deadLetters}`,
  )
}

function printRate({ asked, smsReceived, rate, mostInOneSecond }: RateReport, due: number): void {
  print('Rate', {
    'requests accepted': asked,
    'SMS received': smsReceived,
    'SMS a second, first to last': `${rate.toFixed(2)} (${share(rate, due)} of ${due})`,
    'most in one second': mostInOneSecond,
  })
}

function print(title: string, rows: Record<string, number | string>): void {
  console.log(`\n${title}`)
  for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(42)} ${value}`)
}

function total(counts: Violations): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}

function duration(seconds: number): string {
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
}
