import { randomUUID } from 'node:crypto'
import type { Clock } from '../../shared/domain/instants.ts'
import { type KeysFor, keyedHash } from '../../shared/domain/keys.ts'
import type {
  Intervention,
  InterventionKind,
  Interventions,
} from '../../shared/domain/ledger/intervention.ts'
import { isOfLastHour, isSamePerson, standingOf } from '../../shared/domain/ledger/two-people.ts'
import type { Caller } from './caller.ts'

export interface TogetherPorts {
  interventions: Interventions
  keys: KeysFor<'identity'>
  clock: Clock
}

interface Asking {
  kind: Extract<InterventionKind, 'repair' | 'notices'>
  /** All of it: two who ask for something else agree on nothing. The ledger tells its keyed hash alone. */
  asked: readonly string[]
  reason?: string | undefined
}

export type Standing =
  | { standing: 'asked' | 'asked-already'; wish: Intervention }
  | { standing: 'agreed'; wish: Intervention; second: Intervention }
  | { refused: 'same-address' }

/** Notes what somebody asks for that two must want, unless another has asked for the very same within the hour. */
export async function askTogether(
  ports: TogetherPorts,
  caller: Caller,
  asking: Asking,
): Promise<Standing> {
  const { agreed, own, said } = await standingIn(ports, caller, asking)
  if (agreed && agreed.digests?.from === said.digests.from) return { refused: 'same-address' }
  if (agreed) return { standing: 'agreed', wish: agreed, second: confirming(agreed, said) }
  return own ? { standing: 'asked-already', wish: own } : wishFor(ports, said)
}

/** Notes what somebody asks for, unless they have within the hour: then, whether another agreed. */
export async function askToAgree(
  ports: TogetherPorts,
  caller: Caller,
  asking: Asking,
): Promise<Standing> {
  const { own, said } = await standingIn(ports, caller, asking)
  if (!own) return wishFor(ports, said)
  const second = await ports.interventions.find(agreementId(own.interventionId))
  return second
    ? { standing: 'agreed', wish: own, second }
    : { standing: 'asked-already', wish: own }
}

async function standingIn(
  { interventions, keys, clock }: TogetherPorts,
  caller: Caller,
  asking: Asking,
) {
  const now = clock()
  const said = interventionOf(keys, caller, now, asking)
  const { kind, subject, by, digests } = said
  const wish = { kind, subject, asked: digests.asked, by, now }
  return { ...standingOf(await interventions.all(), wish), said }
}

async function wishFor(
  { interventions }: TogetherPorts,
  said: Omit<Intervention, 'interventionId'>,
): Promise<Standing> {
  const wish = { interventionId: randomUUID(), ...said }
  await interventions.record(wish)
  return { standing: 'asked', wish }
}

/** Notes that another person agrees. @returns who asked, or why not */
export async function agree(
  { interventions, keys, clock }: TogetherPorts,
  caller: Caller,
  wishId: string,
): Promise<{ values: [string] } | { refused: 'not-agreed' | 'same-address' }> {
  const now = clock()
  const wish = await interventions.find(wishId)
  const asked = wish?.digests?.asked
  const isWish = wish?.kind === 'notices' && asked && wish.confirms === undefined
  if (!isWish || !isOfLastHour(wish, now) || isSamePerson(wish.by, caller.by)) {
    return { refused: 'not-agreed' }
  }
  const from = fromOf(keys, caller)
  if (wish.digests?.from === from) return { refused: 'same-address' }
  const said = { at: now, by: caller.by, digests: { asked, from } }
  await interventions.record(
    confirming(wish, { kind: 'notices', subject: subjectOf.notices, ...said }),
  )
  return { values: [wish.by] }
}

/** Whether another person agreed to what this one asked for within the hour. */
export async function isAgreed(
  { interventions, keys, clock }: TogetherPorts,
  caller: Caller,
  wishId: string,
  asking: Asking,
): Promise<boolean> {
  const now = clock()
  const [wish, second] = await Promise.all([wishId, agreementId(wishId)].map(interventions.find))
  return (
    wish !== undefined &&
    second?.confirms === wishId &&
    isOfLastHour(wish, now) &&
    wish.by === caller.by &&
    wish.digests?.asked === interventionOf(keys, caller, now, asking).digests.asked
  )
}

/** Made of the wish's: a wish is agreed to once. */
const agreementId = (wishId: string) => `${wishId}/agreed`

const subjectOf = { repair: 'voter', notices: 'roll' } as const

function interventionOf(
  keys: KeysFor<'identity'>,
  caller: Caller,
  at: Date,
  { kind, asked, reason }: Asking,
) {
  return {
    kind,
    subject: subjectOf[kind],
    at,
    by: caller.by,
    ...(reason !== undefined && { reason }),
    digests: { asked: keyedHash(keys.identity, kind, ...asked), from: fromOf(keys, caller) },
  }
}

/** Who reads the ledger learns of an address whether it is the same, and no more. */
const fromOf = (keys: KeysFor<'identity'>, { address }: Caller) =>
  keyedHash(keys.identity, 'address', address)

function confirming(wish: Intervention, said: Omit<Intervention, 'interventionId'>): Intervention {
  const { interventionId } = wish
  return { interventionId: agreementId(interventionId), confirms: interventionId, ...said }
}
