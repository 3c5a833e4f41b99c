import * as z from 'zod/mini'
import { electionModes } from '../election-mode.ts'
import { longestDelaySeconds } from '../queues.ts'
import { signatureProblem } from '../sms/sms-signature.ts'
import type { Election } from './election.ts'
import type { Dates } from './election-dates.ts'
import { awsRegion, emailAddress, formattedText, integer, oneLine } from './election-field-types.ts'
import { type ElectionIssue, repeatedValueIssues, ruleIssue } from './election-issue.ts'
import { ledgerSchema } from './election-ledger.ts'
import { legalSchema } from './election-legal.ts'
import { protectionIssues, protectionSchema } from './election-protection.ts'
import { rolesSchema } from './election-roles.ts'
import { domainIssues, siteSchema } from './election-site.ts'
import { staffSchema } from './election-staff.ts'
import { readDates } from './read-dates.ts'

const wallClockText = formattedText('wall-clock', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)

const organiser = oneLine(80)

const timeZone = formattedText(
  'time-zone',
  (name) => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name),
)

const dateTexts = z.strictObject({
  contestUntil: wallClockText,
  reissueOpensAt: wallClockText,
  reissueClosesAt: wallClockText,
  voteOpensAt: wallClockText,
  voteClosesAt: wallClockText,
  appealsUntil: z.optional(wallClockText),
})

const unknownPhoneRules = ['allow', 'delay', 'refuse'] as const

const mailIdentities = ['address', 'domain', 'existing'] as const

export const electionSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z._default(
    formattedText('election-name', /^(?=.{1,30}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    'reassort',
  ),
  // The region is not taken from the shell, which varies by machine: another region would mean a second election.
  region: awsRegion,
  mode: z._default(z.enum(electionModes), 'vote'),
  title: oneLine(120),
  organiser,
  smsSignature: z.optional(organiser),
  senderId: formattedText('sender-id', /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/),
  timeZone,
  dates: dateTexts,
  limits: z.strictObject({
    reissuesPerVoter: integer(1, 10),
    noticesBeyondRequests: z._default(integer(0, 10), 0),
    reissuesPerPhone: integer(1, 10),
    smsPerVoter: z._default(integer(1, 100), 10),
    smsPerPhone: z._default(integer(1, 100), 10),
  }),
  smsDelaySeconds: integer(0, longestDelaySeconds),
  // At 100 a second, one item of `SmsDays` gets up to 200 writes a second (decision 46).
  smsPerSecond: integer(2, 100),
  smsDailyCap: integer(1, 10_000_000),
  smsMaxPriceUsd: z.number().check(z.gte(0.01), z.lte(5)),
  smsMonthlySpendUsd: z.optional(integer(1, 1_000_000)),
  receiptMinutes: z._default(integer(1, 4320), 15),
  // All senders reserve tokens in one item. `test/simulation` goes up to 300 e-mails a second.
  mailsPerSecond: z._default(integer(1, 300), 14),
  mailsPerDay: z.optional(integer(10, 100_000_000)),
  smsWaitsForMailMinutes: z._default(integer(0, 1440), 30),
  bothLostHours: z._default(integer(1, 2160), 24),
  knownPhones: z._default(z.boolean(), false),
  phoneSettlesHours: z._default(integer(1, 168), 24),
  unknownPhone: z._default(z.enum(unknownPhoneRules), 'allow'),
  unknownPhoneDelayHours: z._default(integer(1, 72), 24),
  territories: z.array(formattedText('territory', /^[A-Z]{2}$/)).check(z.minLength(1)),
  mail: z.strictObject({
    from: emailAddress,
    identity: z._default(z.enum(mailIdentities), 'address'),
  }),
  protection: z._default(protectionSchema, {}),
  ledger: z.prefault(ledgerSchema, {}),
  roles: z._default(rolesSchema, {}),
  alarms: z.optional(z.strictObject({ email: emailAddress })),
  site: siteSchema,
  lambdaConcurrency: z.optional(integer(10, 1_000_000)),
  auditTrail: z._default(z.boolean(), true),
  helpdesk: z.strictObject({
    phone: oneLine(40),
    email: emailAddress,
    hours: oneLine(120),
  }),
  legal: z.optional(legalSchema),
  staff: z.optional(staffSchema),
  ballots: z
    .array(
      z.strictObject({
        id: formattedText('ballot-id', /^[a-z0-9-]{1,40}$/),
        title: oneLine(160),
      }),
    )
    .check(z.minLength(1)),
})

export class ElectionError extends Error {
  override name = 'ElectionError'
  readonly issues: readonly ElectionIssue[]

  constructor(message: string, issues: readonly ElectionIssue[] = []) {
    super(message)
    this.issues = issues
  }
}

/** @throws ElectionError with the fields that break the schema or, if there are none, the broken rules */
export function parseElection(json: unknown): Election<WallInstant> {
  const result = electionSchema.safeParse(json)
  if (!result.success) throw electionError(result.error.issues)
  const { $schema: _, ...file } = result.data
  const { dates, issues: dateIssues } = readDates(file.dates, file.timeZone)
  const issues = [
    ...dateIssues,
    ...signatureIssues(file),
    ...repeatedValueIssues(file.ballots, ['ballots'], 'id'),
    ...domainIssues(file.site, file.staff),
    ...protectionIssues(file.protection),
    ...repeatedValueIssues(file.staff?.people ?? [], ['staff', 'people'], 'email'),
    ...noticeIssues(file),
    ...phoneIssues(file),
  ]
  if (issues.length > 0) throw electionError(issues)
  return { ...file, smsSignature: file.smsSignature ?? file.organiser, dates: dates as Dates }
}

type ElectionFile = z.output<typeof electionSchema>

function signatureIssues({ organiser, smsSignature }: ElectionFile): ElectionIssue[] {
  const problem = signatureProblem(smsSignature ?? organiser)
  if (!problem) return []
  const field = smsSignature === undefined ? 'organiser' : 'smsSignature'
  const details = problem.kind === 'outside-gsm7' ? problem.characters : [String(problem.excess)]
  return [ruleIssue([field], problem.kind, ...details)]
}

function noticeIssues({ limits, staff }: ElectionFile): ElectionIssue[] {
  if (limits.noticesBeyondRequests === 0 || staff) return []
  return [ruleIssue(['limits', 'noticesBeyondRequests'], 'needs', 'staff')]
}

function phoneIssues({ unknownPhone, knownPhones }: ElectionFile): ElectionIssue[] {
  if (unknownPhone !== 'refuse' || knownPhones) return []
  return [ruleIssue(['unknownPhone'], 'needs', 'knownPhones')]
}

function electionError(issues: readonly ElectionIssue[]): ElectionError {
  const fields = issues.map(({ path }) => path.join('.'))
  return new ElectionError(`Errors in election.json: ${fields.join(', ')}`, issues)
}
