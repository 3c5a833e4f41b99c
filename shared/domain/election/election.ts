import * as z from 'zod/mini'
import { electionModes } from '../election-mode.ts'
import { longestDelaySeconds } from '../queues.ts'
import { type SignatureProblem, signatureProblem } from '../sms/sms-signature.ts'
import { type AnyDateName, allDateNames, type DateName, readDates } from './election-dates.ts'
import { awsRegion, emailAddress, matching, oneLine, whole } from './election-field-types.ts'
import { ledgerFile } from './election-ledger.ts'
import { legalFile } from './election-legal.ts'
import type { ElectionMistake } from './election-mistake.ts'
import { protectionFile, protectionMistakes } from './election-protection.ts'
import { rolesFile } from './election-roles.ts'
import { domainMistakes, needs, siteFile } from './election-site.ts'
import { staffFile, staffMistakes } from './election-staff.ts'

const wallClock = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must be written YYYY-MM-DDTHH:MM')

const organiser = oneLine(80)

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
  appealsUntil: z.optional(wallClock),
})

/** What SES verifies the sender by; `existing` was verified by somebody else, for others too. */
const mailIdentities = ['address', 'domain', 'existing'] as const

/** What `election.json` may hold; what depends on several fields is checked by `parseElection`. */
export const electionFile = z.strictObject({
  // For editors only.
  $schema: z.optional(z.string()),
  // The stacks are named after it: another name is another election, with tables of its own.
  name: z._default(
    matching(
      /^(?=.{1,30}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'must be 1 to 30 of a-z, 0-9 and -, a letter first',
    ),
    'reassort',
  ),
  // The shell's would be another machine's, and a second election beside the first.
  region: awsRegion,
  mode: z._default(z.enum(electionModes, 'must be "vote" or "rehearsal"'), 'vote'),
  title: oneLine(120),
  organiser,
  smsSignature: z.optional(organiser),
  senderId: matching(
    /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/,
    'must be 3 to 11 letters or digits, one letter at least',
  ),
  timeZone,
  dates: windows,
  limits: z.strictObject({
    reissuesPerVoter: whole(1, 10),
    noticesBeyondRequests: z._default(whole(0, 10), 0),
    reissuesPerPhone: whole(1, 10),
    // Those that failed count too, for nobody knows that they did not arrive.
    smsPerVoter: z._default(whole(1, 100), 10),
    smsPerPhone: z._default(whole(1, 100), 10),
  }),
  smsDelaySeconds: whole(0, longestDelaySeconds),
  // Three senders with ten SMS each get their turns while their function runs. Each SMS takes two writes at most of
  // the item that counts a day, which no rate may make hot.
  smsPerSecond: whole(2, 100),
  smsDailyCap: whole(1, 10_000_000),
  smsMaxPriceUsd: z
    .number()
    .check(z.gte(0.01, 'must be at least 0.01'), z.lte(5, 'must be at most 5')),
  smsMonthlySpendUsd: z.optional(whole(1, 1_000_000)),
  receiptMinutes: z._default(whole(1, 4320), 15),
  // All senders share one item of a table, whose writes are simulated up to this rate.
  mailsPerSecond: z._default(whole(1, 300), 14),
  mailsPerDay: z.optional(whole(10, 100_000_000)),
  smsWaitsForMailMinutes: z._default(whole(0, 1440), 30),
  bothLostHours: z._default(whole(1, 2160), 24),
  territories: z
    .array(matching(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two letters'))
    .check(z.minLength(1, 'must name one territory at least')),
  mail: z.strictObject({
    from: emailAddress,
    identity: z._default(
      z.enum(mailIdentities, 'must be "domain", "address" or "existing"'),
      'address',
    ),
  }),
  protection: z._default(protectionFile, {}),
  ledger: z.prefault(ledgerFile, {}),
  roles: z._default(rolesFile, {}),
  alarms: z.optional(z.strictObject({ email: emailAddress })),
  site: siteFile,
  lambdaConcurrency: z.optional(whole(10, 1_000_000)),
  canary: z._default(z.boolean(), false),
  auditTrail: z._default(z.boolean(), true),
  helpdesk: z.strictObject({
    phone: oneLine(40),
    email: emailAddress,
    hours: oneLine(120),
  }),
  legal: z.optional(legalFile),
  staff: z.optional(staffFile),
  ballots: z
    .array(
      z.strictObject({
        id: matching(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
        title: oneLine(160),
      }),
    )
    .check(z.minLength(1, 'must name one ballot at least')),
})

type ElectionFile = z.infer<typeof electionFile>

export type Election = Omit<ElectionFile, '$schema' | 'dates' | 'smsSignature'> & {
  dates: Readonly<Record<DateName, Date> & { appealsUntil?: Date }>
  smsSignature: string
}

/** The mistakes of an election's file; the message names each field that is wrong. */
export class ElectionError extends Error {
  override name = 'ElectionError'
  readonly mistakes: readonly ElectionMistake[]

  constructor(message: string, mistakes: readonly ElectionMistake[] = []) {
    super(message)
    this.mistakes = mistakes
  }
}

/**
 * Checks an `election.json` and turns its wall-clock dates, which are in its own time zone, into instants.
 * @throws ElectionError with all mistakes, at most one for each field
 */
export function parseElection(json: unknown): Election {
  const parsed = electionFile.safeParse(json)
  const { dates, mistakes: dateMistakes } = readDates(
    acceptedDates(json),
    acceptedZone(json) ?? 'UTC',
  )
  const mistakes = onePerField([
    ...(parsed.error?.issues.flatMap((issue) => mistakesOf(issue, json)) ?? []),
    ...dateMistakes,
    ...signatureMistakes(json),
    ...repeatedIds(json),
    ...domainMistakes(memberOf(json, 'site'), memberOf(json, 'staff')),
    ...protectionMistakes(memberOf(json, 'protection')),
    ...staffMistakes(memberOf(json, 'staff')),
    ...noticeMistakes(json),
  ])
  if (!parsed.success || mistakes.length > 0) throw electionError(mistakes)
  const { $schema: _, ...file } = parsed.data
  return {
    ...file,
    smsSignature: file.smsSignature ?? file.organiser,
    dates: dates as Record<DateName, Date>,
  }
}

function mistakesOf(issue: z.core.$ZodIssue, json: unknown): ElectionMistake[] {
  const path = issue.path as (string | number)[]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: { kind: 'unknown-field' },
      message: 'is no known field',
    }))
  }
  const value = path.reduce<unknown>(memberOf, json)
  if (value === undefined) {
    return [{ path, problem: { kind: 'missing' }, message: 'is missing' }]
  }
  if (issue.code === 'invalid_type' && issue.expected !== 'int') {
    return [{ path, problem: { kind: 'wrong-type' }, message: `is no ${issue.expected}` }]
  }
  return [{ path, problem: problemOf(issue), message: issue.message }]
}

function problemOf(issue: z.core.$ZodIssue): ElectionMistake['problem'] {
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') {
    return { kind: 'empty' }
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { kind: 'too-long', maximum: Number(issue.maximum) }
  }
  return { kind: 'not-accepted' }
}

// What depends on several fields is checked even if others are wrong, so that all mistakes are told at once.

function acceptedZone(json: unknown): string | undefined {
  return timeZone.safeParse(memberOf(json, 'timeZone')).data
}

function acceptedDates(json: unknown): Partial<Record<AnyDateName, string | undefined>> {
  const texts = memberOf(json, 'dates')
  return Object.fromEntries(
    allDateNames.map((name) => [name, wallClock.safeParse(memberOf(texts, name)).data]),
  )
}

function signatureMistakes(json: unknown): ElectionMistake[] {
  const field = memberOf(json, 'smsSignature') === undefined ? 'organiser' : 'smsSignature'
  const signature = organiser.safeParse(memberOf(json, field)).data
  const problem = signature === undefined ? undefined : signatureProblem(signature)
  if (!problem) return []
  const message = `${signatureMessage(problem)}; set a shorter or simpler smsSignature`
  return [{ path: [field], problem, message }]
}

function signatureMessage(problem: SignatureProblem): string {
  return problem.kind === 'outside-gsm7'
    ? `an SMS cannot carry ${problem.characters.map((character) => `"${character}"`).join(' ')} in its GSM-7 alphabet`
    : `the SMS would be ${problem.excess} characters longer than one part`
}

/** Nobody else prints them. */
function noticeMistakes(json: unknown): ElectionMistake[] {
  const { noticesBeyondRequests } = Object(memberOf(json, 'limits'))
  if (!(noticesBeyondRequests > 0) || memberOf(json, 'staff') !== undefined) return []
  return [needs('limits', 'noticesBeyondRequests', ['staff'])]
}

function repeatedIds(json: unknown): ElectionMistake[] {
  const ballots = memberOf(json, 'ballots')
  const seen = new Set<unknown>()
  if (!Array.isArray(ballots)) return []
  return ballots.flatMap((ballot, index): ElectionMistake[] => {
    const id = memberOf(ballot, 'id')
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    const path = ['ballots', index, 'id']
    return [{ path, problem: { kind: 'used-twice' }, message: 'must not use an id twice' }]
  })
}

function memberOf(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string | number, unknown>)[name]
}

function onePerField(mistakes: readonly ElectionMistake[]): ElectionMistake[] {
  const first = new Map<string, ElectionMistake>()
  for (const mistake of mistakes) {
    const field = JSON.stringify(mistake.path)
    if (!first.has(field)) first.set(field, mistake)
  }
  return [...first.values()]
}

function electionError(mistakes: ElectionMistake[]): ElectionError {
  const lines = mistakes.map(
    ({ path, message }) => `  ${path.join('.') || '(whole file)'}: ${message}`,
  )
  return new ElectionError(
    `The election's configuration has mistakes:\n${lines.join('\n')}`,
    mistakes,
  )
}
