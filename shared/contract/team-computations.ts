import * as z from 'zod/mini'
import type { rolesFile } from '../domain/election/election-roles.ts'

// What the team's commands ask of the function that has the keys, and what it answers: JSON over its own URL, signed by
// AWS's credentials. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

export type RoleName = keyof z.infer<typeof rolesFile>

const text = z.string().check(z.minLength(1), z.maxLength(320))
const id = z.string().check(z.minLength(1), z.maxLength(64))

/** Of whatever is asked for in numbers. */
export const mostComputed = 1000

const several = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(mostComputed))

const identity = { numen: text, birthDate: text }
/** Those whose versions are replaced, and that no command reads. */
const ring = z.enum(['identifierKeys', 'proofKeys'])

const reason = z.string().check(z.minLength(1), z.maxLength(500))

const names = [
  'permission',
  'voter-ids',
  'phone-hash',
  'identity-attempts',
  'enrolments',
  'identities',
  'identifier-hashes',
  'spoken-code',
  'key-ring',
  'key-ring-change',
  'repair',
  'notices-wish',
  'notices-agreement',
  'notices',
] as const

export type Computation = (typeof names)[number]

const requests = {
  /** Whether another request would be answered: before anything is written that needs its answer. */
  permission: { of: z.enum(names) },
  'voter-ids': { emails: several(text) },
  'phone-hash': { phone: text },
  /** Of today. */
  'identity-attempts': { voterId: id },
  enrolments: { entries: several(z.strictObject({ email: text, ...identity })) },
  identities: { identities: several(z.strictObject({ voterId: id, ...identity })) },
  'identifier-hashes': {
    notices: several(z.strictObject({ voterId: id, noticeNumber: z.optional(z.int()) })),
  },
  'spoken-code': { sealed: text },
  /** By the ids of its versions. */
  'key-ring': { ring },
  'key-ring-change': {
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
  /** A correction of a sealed roll, as its file says it. */
  repair: {
    voterId: id,
    email: text,
    correction: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    reason,
  },
  /** The notices of these operations, to be agreed on. */
  'notices-wish': { operationIds: several(id), reason: z.optional(reason) },
  'notices-agreement': { wishId: id },
  notices: { wishId: id, operationIds: several(id), voterIds: several(id) },
} as const satisfies Record<Computation, object>

/**
 * Whose answer it may be. `anyone`: whom IAM lets call the function. An answer that makes or corrects a roll is given
 * until the roll is sealed, and no more.
 */
export const computations: Readonly<
  Record<Computation, { by: readonly RoleName[] | 'anyone'; untilSeal?: true }>
> = {
  permission: { by: 'anyone' },
  'voter-ids': { by: 'anyone' },
  'phone-hash': { by: ['helpdesk'] },
  'identity-attempts': { by: ['helpdesk'] },
  enrolments: { by: ['rollTeam', 'deployer'], untilSeal: true },
  identities: { by: ['rollTeam'], untilSeal: true },
  'identifier-hashes': { by: ['rollTeam'], untilSeal: true },
  'spoken-code': { by: ['deployer'], untilSeal: true },
  'key-ring': { by: ['deployer'] },
  'key-ring-change': { by: ['deployer'] },
  repair: { by: ['deployer'] },
  'notices-wish': { by: ['rollTeam'], untilSeal: true },
  'notices-agreement': { by: ['rollTeam', 'deployer'], untilSeal: true },
  notices: { by: ['rollTeam'], untilSeal: true },
}

export type TeamRequest = {
  [Name in Computation]: { compute: Name } & z.infer<z.ZodMiniObject<(typeof requests)[Name]>>
}[Computation]

const compute = z.object({ compute: z.enum(names) })

/** @returns undefined of whatever is no request */
export function readTeamRequest(json: unknown): TeamRequest | undefined {
  const named = z.safeParse(compute, json)
  if (!named.success) return undefined
  const { compute: name } = named.data
  const request = z.strictObject({ compute: z.literal(name), ...requests[name] })
  const parsed = z.safeParse(request, json)
  return parsed.success ? (parsed.data as TeamRequest) : undefined
}

export const refusals = [
  /** No request, or none of ours. */
  'invalid',
  /** Whoever asks has none of the roles that this is for. */
  'not-your-role',
  'roll-sealed',
  /** Nobody else agreed, or over an hour ago, or for something else. */
  'not-agreed',
  /** Whoever agrees sits where whoever asked does. */
  'same-address',
  /** Their operation has ended: whoever ended it has its notices. */
  'written-already',
  /** They were destroyed, with all that they served for. */
  'keys-gone',
] as const

export type Refusal = (typeof refusals)[number]

/** An intervention as it goes over the wire. */
const intervention = z.looseObject({ interventionId: z.string(), by: z.string(), at: z.string() })

export const teamAnswer = z.union([
  z.object({ values: z.array(z.unknown()) }),
  z.object({
    standing: z.enum(['asked', 'asked-already', 'agreed']),
    wish: z.optional(intervention),
    second: z.optional(intervention),
    identity: z.optional(z.object({ identityHash: z.string(), personId: z.string() })),
  }),
  z.object({ refused: z.enum(refusals) }),
])

export type TeamAnswer = z.infer<typeof teamAnswer>
