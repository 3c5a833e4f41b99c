import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { DemoVoter } from '../local/demo.ts'
import { watchNpm } from '../local/end-with-npm.ts'
import { defaultPort } from '../local/ports.ts'
import type { LocalOptions, LocalService } from '../local/run.ts'
import { SetupError } from '../local/table-emulator.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { printHelpIfAsked } from '../shared/tooling/print-help.ts'

const helpText = `Runs Réassort on this machine, with demo voters. Ctrl-C ends it.

  npm start [-- --data DIR] [--before-vote]

  --data DIR           keep tables, queues and secrets in DIR between runs
  --before-vote        the vote opens in a week, so that npm run roll may change the roll
  PORT                 port of the voter site (${defaultPort}); handset, mailbox, staff's site and their provider take the next four
  SMS_DELAY_SECONDS    how long an SMS waits, 0 to 900 (default: as in election.json)
  CAPTCHA_TEST_CODE    the four digits of every captcha
  DYNAMODB_ENDPOINT    a DynamoDB-compatible server to use in place of the embedded one`

printHelpIfAsked(helpText)

class UsageError extends Error {}

let emulatorHasEnded = false

try {
  await main()
} catch (error) {
  if (!(error instanceof Error)) throw error
  // An emulator's exit is already reported, and other errors only follow from it.
  if (!emulatorHasEnded) console.error(errorText(error))
  process.exit(1)
}

async function main(): Promise<void> {
  const { data, 'before-vote': isBeforeVote } = readArguments()
  if (data === '') throw new UsageError('--data needs a directory')
  const port = readWholeNumber('PORT', 1, 65_531) ?? defaultPort
  const smsDelaySeconds = readWholeNumber('SMS_DELAY_SECONDS', 0, 900)
  const captchaTestCode = process.env.CAPTCHA_TEST_CODE
  if (captchaTestCode !== undefined && !/^\d{4}$/.test(captchaTestCode)) {
    throw new UsageError('CAPTCHA_TEST_CODE must be four digits')
  }
  console.log('Starting…')
  const { startLocal } = await import('../local/run.ts')
  const startup = startOncePortsAreFree(startLocal, {
    port,
    storageDirectory: data && resolve(data),
    isBeforeVote,
    electionChanges: smsDelaySeconds === undefined ? {} : { smsDelaySeconds },
    captchaTestCode,
    hasStaff: true,
    onEmulatorExit: (emulator) => {
      emulatorHasEnded = true
      console.error(`\nThe run is over: ${emulator} ended by itself. Start again: npm start`)
      void stop(1)
    },
    writeLine: (functionName, line) => console.log(`${functionName.padEnd(24)} ${line}`),
  })
  const stop = stopOnce(startup)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop(0))
  }
  watchNpm(() => void stop(0))
  const service = await startup
  console.log(`
  Voter site  ${service.siteUrl}
  Handset     ${service.handsetUrl}   SMS arrive here
  Mailbox     ${service.mailboxUrl}   e-mails arrive here
  Staff       ${service.staff?.siteUrl}   those who help voters
`)
  printDemoVoters(service)
  if (service.staff) printStaff(service.staff)
  console.log('Ctrl-C ends everything.\n')
}

function printDemoVoters({ voters, newcomer }: LocalService): void {
  console.log('Demo voters, for a demo election whose windows are open now:\n')
  console.log(votersTable(voters))
  console.log('\nOne more, to try a first sign-in, has')
  console.log(`no password yet: ${newcomer.email} (${newcomer.identifier}).`)
}

function votersTable(voters: readonly DemoVoter[]): string {
  const widthOf = (field: 'email' | 'password') =>
    Math.max(...voters.map((voter) => voter[field].length))
  const [emailWidth, passwordWidth] = [widthOf('email'), widthOf('password')]
  const rowText = (email: string, password: string, identifier: string) =>
    `  ${email.padEnd(emailWidth)}  ${password.padEnd(passwordWidth)}  ${identifier}`
  return [
    rowText('E-mail', 'Password', 'Identifier'),
    ...voters.flatMap((voter) => [
      rowText(voter.email, voter.password, voter.identifier),
      `    NUMEN ${voter.numen}  born ${voter.birthDate}`,
    ]),
  ].join('\n')
}

function printStaff({ people }: NonNullable<LocalService['staff']>): void {
  console.log('\nStaff, who sign in with the provider of the run:\n')
  for (const { email, role = 'on no list' } of people) console.log(`${role.padEnd(12)} ${email}`)
  console.log()
}

function stopOnce(startup: Promise<LocalService>): (exitCode: number) => Promise<void> {
  let shutdown: Promise<void> | undefined
  return (exitCode) => {
    shutdown ??= startup
      .then((service) => service.stop())
      .catch(() => {})
      .then(() => process.exit(exitCode))
    return shutdown
  }
}

/** Retries, because a previous run whose npm was killed takes a moment to free its ports. */
async function startOncePortsAreFree(
  startLocal: (options: LocalOptions) => Promise<LocalService>,
  options: LocalOptions,
): Promise<LocalService> {
  const deadline = performance.now() + 6000
  while (true) {
    try {
      return await startLocal(options)
    } catch (error) {
      const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isPortTaken || performance.now() > deadline) throw error
      await wait(200)
    }
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: { data: { type: 'string' }, 'before-vote': { type: 'boolean' } },
    }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${helpText}`)
  }
}

function readWholeNumber(name: string, minimum: number, maximum: number): number | undefined {
  const text = process.env[name]
  if (!text) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
  throw new UsageError(
    `${name} must be a whole number from ${minimum} to ${maximum}, not "${text}"`,
  )
}

function errorText(error: Error & { code?: unknown; port?: unknown }): string {
  if (error instanceof UsageError || error instanceof SetupError || error instanceof ElectionError)
    return error.message
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port} is taken. Choose others: PORT=9080 npm start`
  }
  return error.stack ?? error.message
}
