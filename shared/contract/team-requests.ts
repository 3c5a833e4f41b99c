import * as z from 'zod/mini'
import { calendarChanges, longestExtensionMinutes } from '../domain/election/calendar-change.ts'
import type { Election } from '../domain/election/election.ts'
import { restoredTables } from '../domain/reissue/restoration.ts'

// The team's commands send these requests, signed with AWS credentials, to the URL of `functions/answer-team-request`.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

export type RoleName = keyof Election['roles']

const text = z.string().check(z.maxLength(1000))
const id = z.string().check(z.minLength(1), z.maxLength(64))

const sha256Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Code of libphonenumber, or `ZZ` for an unknown territory. */
const territory = z.string().check(z.length(2))
export const maxSmsPerDay = 999_999_999

export const maxBatchSize = 1000

const batchOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(maxBatchSize))

const identity = { numen: text, birthDate: text }

const ringName = z.enum(['identifierKeys', 'proofKeys', 'originToken'])

/** An `administrator` has no role of roll team, operator or deployer. `anyone` is every caller that IAM admits. */
type Callers = readonly (RoleName | 'administrator')[] | 'anyone'

interface Rule {
  callers: Callers
  refusedAfterSeal?: true
  /** A function, since building every schema at import would slow a cold start. */
  body: () => Record<string, z.ZodMiniType>
}

const computations = {
  'voter-ids': { callers: 'anyone', body: () => ({ emails: batchOf(text) }) },
  enrolments: {
    callers: ['rollTeam', 'deployer'],
    refusedAfterSeal: true,
    body: () => ({ entries: batchOf(z.strictObject({ email: text, ...identity })) }),
  },
  identities: {
    callers: ['rollTeam'],
    refusedAfterSeal: true,
    body: () => ({ identities: batchOf(z.strictObject({ voterId: id, ...identity })) }),
  },
  'sealed-phones': {
    callers: ['rollTeam'],
    refusedAfterSeal: true,
    body: () => ({ phones: batchOf(z.strictObject({ voterId: id, phone: text })) }),
  },
  'identifier-hashes': {
    callers: ['rollTeam'],
    refusedAfterSeal: true,
    body: () => ({
      notices: batchOf(z.strictObject({ voterId: id, noticeNumber: z.optional(z.int()) })),
    }),
  },
  /** `printed` is the hash of the notice's identifier. */
  'notice-returned': {
    callers: ['rollTeam', 'operator'],
    body: () => ({ voterId: id, printed: text, isReplaced: z.boolean(), at: z.iso.datetime() }),
  },
  'spoken-code': { callers: ['deployer'], refusedAfterSeal: true, body: () => ({ sealed: text }) },
  'key-ring': { callers: ['deployer'], body: () => ({ ring: ringName }) },
  'key-ring-change': {
    callers: ['deployer'],
    body: () => ({
      ring: ringName,
      expectedVersions: z.object({ current: id, next: z.optional(id), previous: z.optional(id) }),
      change: z.enum(['add', 'use', 'retire']),
      /** For `retire`: ids of the key versions with which stored identifiers are hashed. */
      usedIds: z.array(id),
    }),
  },
  'origin-header': { callers: ['deployer'], body: () => ({ send: z.optional(id) }) },
  repair: {
    callers: ['deployer'],
    body: () => ({
      voterId: id,
      email: text,
      correction: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      reason: text,
    }),
  },
  'calendar-change': {
    callers: ['operator', 'deployer'],
    body: () => ({
      change: z.enum(calendarChanges),
      /** Required for `extend`, refused for other changes. */
      minutes: z.optional(z.int().check(z.gte(1), z.lte(longestExtensionMinutes))),
      version: z.int().check(z.gte(0)),
      reason: text,
    }),
  },
  'sms-change': {
    callers: ['operator', 'deployer'],
    body: () => ({
      asked: z.discriminatedUnion('change', [
        z.strictObject({ change: z.literal('pause'), territory, reason: text }),
        z.strictObject({
          ...{ change: z.literal('cap'), territory, reason: text },
          smsPerDay: z.int().check(z.gte(1), z.lte(maxSmsPerDay)),
        }),
        z.strictObject({ change: z.enum(['resume', 'uncap']), territory }),
        z.strictObject({ change: z.enum(['try', 'close']) }),
      ]),
    }),
  },
  seal: {
    callers: ['deployer'],
    body: () => ({
      sealId: id,
      at: z.iso.datetime(),
      digests: z.record(text, sha256Hex),
      counts: z.record(text, z.int()),
      reason: z.optional(text),
    }),
  },
  closing: { callers: ['deployer', 'administrator'], body: () => ({ reason: z.optional(text) }) },
  wipe: {
    callers: ['deployer'],
    body: () => ({ reason: text, wiped: z.optional(z.record(text, z.int())) }),
  },
  restoration: {
    callers: ['operator', 'deployer'],
    body: () => ({
      table: z.enum(restoredTables),
      before: z.iso.datetime(),
      after: z.iso.datetime(),
      onlyMissing: z.boolean(),
      reason: text,
      step: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('begin') }),
        z.strictObject({ is: z.literal('copy') }),
        z.strictObject({
          is: z.literal('page'),
          segment: z.int(),
          segments: z.int(),
          from: z.optional(id),
          writes: z.boolean(),
        }),
        z.strictObject({ is: z.literal('end'), counts: z.record(text, z.int()) }),
      ]),
    }),
  },
  'notices-request': {
    callers: ['rollTeam'],
    refusedAfterSeal: true,
    body: () => ({ operationIds: batchOf(id), reason: z.optional(text) }),
  },
  'notices-approval': {
    callers: ['rollTeam', 'deployer'],
    refusedAfterSeal: true,
    body: () => ({ approvalId: id }),
  },
  notices: {
    callers: ['rollTeam'],
    refusedAfterSeal: true,
    body: () => ({ approvalId: id, operationIds: batchOf(id), voterIds: batchOf(id) }),
  },
} as const satisfies Record<string, Rule>

export type Computation = keyof typeof computations

const requests = {
  ...computations,
  permission: {
    callers: 'anyone',
    body: () => ({ of: z.enum(Object.keys(computations) as [Computation, ...Computation[]]) }),
  },
} as const satisfies Record<string, Rule>

type RequestName = keyof typeof requests

export const teamRules: Readonly<Record<RequestName, Rule>> = requests

export type TeamRequest = {
  [Name in RequestName]: { compute: Name } & z.infer<
    z.ZodMiniObject<ReturnType<(typeof requests)[Name]['body']>>
  >
}[RequestName]

export type TeamRequestOf<Name extends RequestName> = Extract<TeamRequest, { compute: Name }>

const requestName = z.object({
  compute: z.enum(Object.keys(requests) as [RequestName, ...RequestName[]]),
})

export function readTeamRequest(json: unknown): TeamRequest | undefined {
  const parsedName = z.safeParse(requestName, json)
  if (!parsedName.success) return undefined
  const { compute } = parsedName.data
  const request = z.strictObject({ compute: z.literal(compute), ...teamRules[compute].body() })
  const parsedRequest = z.safeParse(request, json)
  return parsedRequest.success ? (parsedRequest.data as TeamRequest) : undefined
}

export const refusals = [
  'invalid',
  'not-your-role',
  'roll-sealed',
  'not-approved',
  'no-reason',
  /** The approver uses the requester's network. */
  'same-address',
  'written-already',
  'suspended-already',
  'not-suspended',
  'closed',
  'changed-meanwhile',
  'keys-gone',
  'no-backup',
  'unchanged',
  'address-taken',
  'person-taken',
] as const

export type Refusal = (typeof refusals)[number]

const requestSummary = z.object({
  approvalId: z.string(),
  by: z.string(),
  askedAt: z.string(),
  reason: z.optional(z.string()),
})

export type RequestSummary = z.infer<typeof requestSummary>

export const teamAnswer = z.union([
  z.object({ values: z.array(z.unknown()) }),
  z.object({
    status: z.enum(['asked', 'asked-already', 'approved']),
    request: requestSummary,
    approvedBy: z.optional(z.string()),
  }),
  z.object({ refused: z.enum(refusals) }),
])

export type TeamAnswer = z.infer<typeof teamAnswer>
