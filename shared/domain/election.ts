import { TZDate } from '@date-fns/tz'
import * as z from 'zod/mini'
import { signatureProblem } from './sms-signature.ts'

const line = (maximum: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'must not be empty'),
      z.maxLength(maximum, `must have at most ${maximum} characters`),
      z.regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
    )

const whole = (minimum: number, maximum: number) =>
  z
    .number()
    .check(
      z.refine(
        (value) => Number.isInteger(value) && value >= minimum && value <= maximum,
        `must be a whole number from ${minimum} to ${maximum}`,
      ),
    )

const wallClock = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must be written YYYY-MM-DDTHH:MM'))

const timeZone = z
  .string()
  .check(
    z.refine(
      (name) => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name),
      'is not an IANA time zone',
    ),
  )

const windows = z.strictObject({
  contestUntil: wallClock,
  reissueOpensAt: wallClock,
  reissueClosesAt: wallClock,
  voteOpensAt: wallClock,
  voteClosesAt: wallClock,
})

const electionFile = z.strictObject({
  title: line(120),
  organiser: line(80),
  smsSignature: z.optional(line(80)),
  senderId: z
    .string()
    .check(
      z.regex(
        /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/,
        'must be 3 to 11 letters or digits, one letter at least',
      ),
    ),
  timeZone,
  dates: windows,
  limits: z.strictObject({ reissuesPerVoter: whole(1, 10), reissuesPerPhone: whole(1, 10) }),
  smsDelaySeconds: whole(0, 900),
  // Two senders at least share the rate, one whole SMS a second each.
  smsPerSecond: whole(2, 1000),
  smsDailyCap: whole(1, 10_000_000),
  smsMaxPriceUsd: z
    .number()
    .check(z.gte(0.01, 'must be at least 0.01'), z.lte(5, 'must be at most 5')),
  smsMonthlySpendUsd: z.optional(whole(1, 1_000_000)),
  receiptMinutes: z._default(whole(1, 4320), 15),
  // Two mailers of links at least share half of it, one whole mail a second each.
  mailsPerSecond: z._default(whole(4, 1000), 14),
  bothLostHours: z._default(whole(1, 2160), 24),
  territories: z
    .array(z.string().check(z.regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters')))
    .check(z.minLength(1, 'must name one territory at least')),
  mail: z.strictObject({ from: z.email('must be an e-mail address') }),
  alarms: z.optional(z.strictObject({ email: z.email('must be an e-mail address') })),
  site: z.strictObject({
    brandColour: z.string().check(z.regex(/^#[0-9a-f]{6}$/i, 'must be written #rrggbb')),
  }),
  helpdesk: z.strictObject({
    phone: line(40),
    email: z.email('must be an e-mail address'),
    hours: line(120),
  }),
  ballots: z
    .array(
      z.strictObject({
        id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -')),
        title: line(160),
      }),
    )
    .check(
      z.minLength(1, 'must name one ballot at least'),
      z.refine(
        (ballots) => new Set(ballots.map(({ id }) => id)).size === ballots.length,
        'must not use an id twice',
      ),
    ),
})

type ElectionFile = z.infer<typeof electionFile>
type DateName = keyof ElectionFile['dates']

/** One election, as `election.json` configures it; its dates are instants. */
export type Election = Omit<ElectionFile, 'dates' | 'smsSignature'> & {
  dates: Readonly<Record<DateName, Date>>
  smsSignature: string
}

/** A mistake in `election.json`; the message names each field that is wrong. */
export class ElectionError extends Error {
  override name = 'ElectionError'
}

/**
 * Checks an `election.json` and turns its wall-clock dates, which are in its own time zone, into instants.
 * @throws ElectionError
 */
export function parseElection(json: unknown): Election {
  const parsed = electionFile.safeParse(json)
  if (!parsed.success) {
    throw electionError(
      parsed.error.issues.map((issue) => [issue.path.join('.'), problemOf(issue)]),
    )
  }
  const file = parsed.data
  const smsSignature = file.smsSignature ?? file.organiser
  const dates = instants(file)
  const problems = [...orderProblems(dates)]
  const unsendable = signatureProblem(smsSignature)
  if (unsendable) {
    problems.push([
      file.smsSignature === undefined ? 'organiser' : 'smsSignature',
      `${unsendable}; set a shorter or simpler smsSignature`,
    ])
  }
  if (problems.length > 0) throw electionError(problems)
  return { ...file, smsSignature, dates }
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has unknown fields: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_type') return `is missing, or is no ${issue.expected}`
  return issue.message
}

function instants(file: ElectionFile): Record<DateName, Date> {
  const problems: [string, string][] = []
  const dates = Object.fromEntries(
    Object.entries(file.dates).map(([name, text]) => {
      const instant = instantOf(text, file.timeZone)
      if (!instant) problems.push([`dates.${name}`, `does not exist in ${file.timeZone}`])
      return [name, instant]
    }),
  )
  if (problems.length > 0) throw electionError(problems)
  return dates as Record<DateName, Date>
}

// A date that is no calendar date, or an hour skipped when summer time begins, does not read back the
// same. Of the hour that comes twice when it ends, the first is meant: TZDate alone picks one by the
// machine's own time zone.
function instantOf(text: string, zone: string): Date | undefined {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const local = new TZDate(year, month - 1, day, hour, minute, zone)
  const instant = [local.getTime() - 3_600_000, local.getTime()].find((time) =>
    new TZDate(time, zone).toISOString().startsWith(text),
  )
  return instant === undefined ? undefined : new Date(instant)
}

function orderProblems(dates: Record<DateName, Date>): [string, string][] {
  const inOrder: [DateName, DateName][] = [
    ['reissueOpensAt', 'reissueClosesAt'],
    ['voteOpensAt', 'voteClosesAt'],
    ['reissueOpensAt', 'voteClosesAt'],
  ]
  return inOrder
    .filter(([first, second]) => dates[first] >= dates[second])
    .map(([first, second]) => [`dates.${second}`, `must come after dates.${first}`])
}

function electionError(problems: [string, string][]): ElectionError {
  const lines = problems.map(([field, message]) => `  ${field || '(whole file)'}: ${message}`)
  return new ElectionError(`The election's configuration has mistakes:\n${lines.join('\n')}`)
}
