import * as z from 'zod/mini'
import { calendarChanges, longestExtensionMinutes } from '../domain/election/calendar-change.ts'
import type { Election } from '../domain/election/election.ts'
import { restoredTables } from '../domain/reissue/restoration.ts'

// What the team's commands ask of the function that has the keys, and what it answers: JSON over its own URL, signed by
// AWS's credentials. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

export type RoleName = keyof Election['roles']

/** What somebody typed, or their file says: the commands check it. */
const text = z.string().check(z.maxLength(1000))
const id = z.string().check(z.minLength(1), z.maxLength(64))

/** SHA-256, hexadecimal. */
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Code, as `countedAs` gives it. */
const territory = z.string().check(z.length(2))
export const mostSmsPerDay = 999_999_999

/** Of whatever is asked for in numbers. */
export const mostComputed = 1000

const several = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(mostComputed))

const identity = { numen: text, birthDate: text }

/** Those whose versions are replaced, and that no command reads. */
const ring = z.enum(['identifierKeys', 'proofKeys', 'originToken'])

/** Roles that may ask: an administrator has taken on none of the team's. `anyone`: whom IAM lets call the function. */
type By = readonly (RoleName | 'administrator')[] | 'anyone'

interface Rule {
  by: By
  /** What makes or corrects a roll, or prints of it, is answered until it is sealed, and no more. */
  untilSeal?: true
  body: Record<string, z.ZodMiniType>
}

const answered = {
  'voter-ids': { by: 'anyone', body: { emails: several(text) } },
  enrolments: {
    by: ['rollTeam', 'deployer'],
    untilSeal: true,
    body: { entries: several(z.strictObject({ email: text, ...identity })) },
  },
  identities: {
    by: ['rollTeam'],
    untilSeal: true,
    body: { identities: several(z.strictObject({ voterId: id, ...identity })) },
  },
  'identifier-hashes': {
    by: ['rollTeam'],
    untilSeal: true,
    body: {
      notices: several(z.strictObject({ voterId: id, noticeNumber: z.optional(z.int()) })),
    },
  },
  /**
   * Kills the identifier of a notice, which was the voter's when the command looked, or has it not come back. `at` is
   * that of the news, which is put before.
   */
  'notice-returned': {
    by: ['rollTeam', 'operator'],
    body: { voterId: id, printed: text, isReplaced: z.boolean(), at: z.iso.datetime() },
  },
  'spoken-code': { by: ['deployer'], untilSeal: true, body: { sealed: text } },
  /** By the ids of its versions. */
  'key-ring': { by: ['deployer'], body: { ring } },
  'key-ring-change': {
    by: ['deployer'],
    body: {
      ring,
      found: z.object({
        current: id,
        next: z.optional(id),
        previous: z.optional(id),
        changedAt: z.optional(id),
        retired: z.array(id),
      }),
      change: z.enum(['add', 'use', 'retire']),
      /** Of what is retired: ids of the versions that made an identifier which a voter has. */
      standing: z.array(id),
    },
  },
  /** Which version of the origin token CloudFront sends, and whether all of its edges do, once it was told to `send`. */
  'origin-header': { by: ['deployer'], body: { send: z.optional(id) } },
  /** A correction of a sealed roll, as its file says it. */
  repair: {
    by: ['deployer'],
    body: {
      voterId: id,
      email: text,
      correction: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      reason: text,
    },
  },
  /** Of a calendar of this version: both must have seen the same. */
  'calendar-change': {
    by: ['operator', 'deployer'],
    body: {
      change: z.enum(calendarChanges),
      /** Of an extension. */
      minutes: z.optional(z.int().check(z.gte(1), z.lte(longestExtensionMinutes))),
      version: z.int().check(z.gte(0)),
      reason: text,
    },
  },
  /** Of the SMS: to hold those to a territory back, to let them leave, or to try AWS's limits again. */
  'sms-change': {
    by: ['operator', 'deployer'],
    body: {
      asked: z.discriminatedUnion('change', [
        z.strictObject({ change: z.literal('pause'), territory, reason: text }),
        z.strictObject({
          ...{ change: z.literal('cap'), territory, reason: text },
          smsPerDay: z.int().check(z.gte(1), z.lte(mostSmsPerDay)),
        }),
        z.strictObject({ change: z.enum(['resume', 'uncap']), territory }),
        z.strictObject({ change: z.enum(['try', 'close']) }),
      ]),
    },
  },
  /** What somebody sealed: its page is drawn before. */
  seal: {
    by: ['deployer'],
    body: {
      sealId: id,
      at: z.iso.datetime(),
      digests: z.record(text, digest),
      counts: z.record(text, z.int()),
      reason: z.optional(text),
    },
  },
  /** To destroy this election before its appeals are over. */
  closing: { by: ['deployer', 'administrator'], body: { reason: z.optional(text) } },
  /** To wipe this rehearsal; with what was wiped, once it is over. */
  wipe: { by: ['deployer'], body: { reason: text, wiped: z.optional(z.record(text, z.int())) } },
  /** A table as it was before a damage, from copies of before and after it; at each step, for the two who asked. */
  restoration: {
    by: ['operator', 'deployer'],
    body: {
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
    },
  },
  /** The identifiers of the notices of these operations: another person must approve. */
  'notices-request': {
    by: ['rollTeam'],
    untilSeal: true,
    body: { operationIds: several(id), reason: z.optional(text) },
  },
  'notices-approval': {
    by: ['rollTeam', 'deployer'],
    untilSeal: true,
    body: { approvalId: id },
  },
  notices: {
    by: ['rollTeam'],
    untilSeal: true,
    body: { approvalId: id, operationIds: several(id), voterIds: several(id) },
  },
} as const satisfies Record<string, Rule>

export type Computation = keyof typeof answered

const requests = {
  ...answered,
  /** Whether another request would be answered: before anything is written that needs its answer. */
  permission: {
    by: 'anyone',
    body: { of: z.enum(Object.keys(answered) as [Computation, ...Computation[]]) },
  },
} as const satisfies Record<string, Rule>

type RequestName = keyof typeof requests

export const teamRules: Readonly<Record<RequestName, Rule>> = requests

export type TeamRequest = {
  [Name in RequestName]: { compute: Name } & z.infer<
    z.ZodMiniObject<(typeof requests)[Name]['body']>
  >
}[RequestName]

/** One step of a restoration. */
export type RestorationRequest = Extract<TeamRequest, { compute: 'restoration' }>

const named = z.object({
  compute: z.enum(Object.keys(requests) as [RequestName, ...RequestName[]]),
})

/** @returns undefined of whatever is no request */
export function readTeamRequest(json: unknown): TeamRequest | undefined {
  const read = z.safeParse(named, json)
  if (!read.success) return undefined
  const { compute } = read.data
  const request = z.strictObject({ compute: z.literal(compute), ...teamRules[compute].body })
  const parsed = z.safeParse(request, json)
  return parsed.success ? (parsed.data as TeamRequest) : undefined
}

export const refusals = [
  /** No request, or none of ours. */
  'invalid',
  /** Whoever asks has none of the roles that this is for. */
  'not-your-role',
  'roll-sealed',
  /** Nobody else approved it, or over an hour ago, or something else was asked for. */
  'not-approved',
  /** Nobody says why, or not in words that name nobody. */
  'no-reason',
  /** Requester and approver are on one network. */
  'same-address',
  /** Their operation has ended: whoever ended it has its notices. */
  'written-already',
  'suspended-already',
  'not-suspended',
  /** The vote: voters were told so. */
  'closed',
  /** The calendar, since whoever asks looked at it. */
  'changed-meanwhile',
  /** They were destroyed, with all that they served for. */
  'keys-gone',
  /** No copy can be made of that instant. */
  'no-backup',
  /** The roll already says all of the correction. */
  'unchanged',
  /** The corrected address is another voter's. */
  'address-taken',
  /** The corrected NUMEN is another voter's. */
  'person-taken',
] as const

export type Refusal = (typeof refusals)[number]

const approvalRequest = z.object({
  approvalId: z.string(),
  by: z.string(),
  askedAt: z.string(),
  reason: z.optional(z.string()),
})

export type AnsweredRequest = z.infer<typeof approvalRequest>

export const teamAnswer = z.union([
  z.object({ values: z.array(z.unknown()) }),
  z.object({
    standing: z.enum(['asked', 'asked-already', 'approved']),
    request: approvalRequest,
    /** Absent of what was only asked for. */
    approvedBy: z.optional(z.string()),
  }),
  z.object({ refused: z.enum(refusals) }),
])

export type TeamAnswer = z.infer<typeof teamAnswer>
