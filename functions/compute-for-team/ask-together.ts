import { randomUUID } from 'node:crypto'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { type KeysFor, keyedHash, matches } from '../../shared/domain/keys.ts'
import type {
  Intervention,
  InterventionKind,
  Interventions,
} from '../../shared/domain/ledger/intervention.ts'
import {
  agreementId,
  isRecent,
  isSameNetwork,
  isSamePerson,
  standingOf,
} from '../../shared/domain/ledger/two-people.ts'
import type { Caller } from './read-caller.ts'

export interface TogetherPorts {
  interventions: Interventions
  keys: KeysFor<'identity'>
  clock: Clock
}

interface Asking {
  kind: Extract<
    InterventionKind,
    'repair' | 'notices' | 'suspension' | 'resumption' | 'extension' | 'keys'
  >
  /** On what, in clear. */
  subject: string
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
  if (agreed && isSameNetwork(agreed, said.digests)) return { refused: 'same-address' }
  if (agreed)
    return { standing: 'agreed', wish: agreed, second: confirming(ports.keys, agreed, said) }
  return own ? { standing: 'asked-already', wish: own } : wishFor(ports, said)
}

/** Notes what somebody asks for, unless they have within the hour: then, whether another agreed. */
export async function askToAgree(
  ports: TogetherPorts,
  caller: Caller,
  asking: Asking,
): Promise<Standing> {
  const { said, ours } = await standingIn(ports, caller, asking)
  const now = ports.clock()
  const wishes = ours.filter(
    (one) => isWish(one) && one.by === caller.by && one.digests.asked === said.digests.asked,
  )
  // One that was agreed to is good for an hour from then on.
  for (const wish of wishes) {
    const second = ours.find(({ confirms }) => confirms === wish.interventionId)
    if (second && isRecent(second, now)) return { standing: 'agreed', wish, second }
  }
  const own = wishes.findLast((one) => isRecent(one, now))
  return own ? { standing: 'asked-already', wish: own } : wishFor(ports, said)
}

async function standingIn(
  { interventions, keys, clock }: TogetherPorts,
  caller: Caller,
  asking: Asking,
) {
  const now = clock()
  const said = saidBy(keys, caller, now, asking)
  const { kind, subject, by, digests } = said
  const ours = (await interventions.all()).filter(isOurs(keys))
  const standing = standingOf(ours, { kind, subject, asked: digests.asked, by, now })
  return { ...standing, said, ours }
}

async function wishFor({ interventions, keys }: TogetherPorts, said: Said): Promise<Standing> {
  const wish = proven(keys, { interventionId: randomUUID(), ...said })
  await interventions.record(wish)
  return { standing: 'asked', wish }
}

/** Notes that another person agrees. @returns what they agreed to, or why not */
export async function agree(
  ports: TogetherPorts,
  caller: Caller,
  wishId: string,
): Promise<{ values: [Intervention] } | { refused: 'not-agreed' | 'same-address' }> {
  const { interventions, keys, clock } = ports
  const now = clock()
  const wishes = (await interventions.all()).filter(isOurs(keys)).filter(isWish)
  const wish = wishes.find(({ interventionId }) => interventionId === wishId)
  if (!wish || !isRecent(wish, now) || isSamePerson(wish.by, caller.by)) {
    return { refused: 'not-agreed' }
  }
  // Whoever asked went on to another wish: nobody waits for this one.
  if (wishes.some(({ by, at }) => by === wish.by && at > wish.at)) return { refused: 'not-agreed' }
  const from = fromOf(keys, caller)
  if (isSameNetwork(wish, { from })) return { refused: 'same-address' }
  const { kind, subject, digests } = wish
  const said = { kind, subject, at: now, by: caller.by, digests: { asked: digests.asked, from } }
  await interventions.record(confirming(keys, wish, said))
  return { values: [wish] }
}

/** Another person is to agree to it; what two ask for in turn needs none. */
const isWish = ({ kind, confirms }: Intervention) => kind === 'notices' && confirms === undefined

/** Whether another person agreed within the hour to what this one asked for, and no more than an hour ago. */
export async function isAgreed(
  { interventions, keys, clock }: TogetherPorts,
  caller: Caller,
  wishId: string,
  asking: Asking,
): Promise<boolean> {
  const now = clock()
  const [wish, second] = await Promise.all([wishId, agreementId(wishId)].map(interventions.find))
  if (!wish || !second || !isOurs(keys)(wish) || !isOurs(keys)(second)) return false
  return (
    isRecent(second, now) &&
    wish.by === caller.by &&
    wish.digests.asked === saidBy(keys, caller, now, asking).digests.asked
  )
}

type Said = Omit<Intervention, 'interventionId'> & {
  subject: string
  digests: { asked: string; from: string }
}

function saidBy(
  keys: KeysFor<'identity'>,
  caller: Caller,
  at: Date,
  { kind, subject, asked, reason }: Asking,
): Said {
  return {
    kind,
    subject,
    at,
    by: caller.by,
    ...(reason !== undefined && { reason }),
    digests: { asked: keyedHash(keys.identity, kind, ...asked), from: fromOf(keys, caller) },
  }
}

/** Of a network, which one person has: who reads the ledger learns whether it is the same, and no more. */
const fromOf = (keys: KeysFor<'identity'>, { address }: Caller) =>
  keyedHash(keys.identity, 'address', networkOf(address))

function confirming(keys: KeysFor<'identity'>, wish: Intervention, said: Said): Intervention {
  const { interventionId } = wish
  const second = { interventionId: agreementId(interventionId), confirms: interventionId }
  return proven(keys, { ...second, ...said })
}

/** Whoever may write to the table can write an intervention there, and not this proof. */
function proven(keys: KeysFor<'identity'>, one: Intervention & Said): Intervention {
  return { ...one, digests: { ...one.digests, proof: proofOf(keys, one) } }
}

function proofOf(keys: KeysFor<'identity'>, one: Intervention): string {
  const { interventionId, kind, at, by, confirms, digests } = one
  const optional = [confirms, digests?.asked, digests?.from].map((part) => part ?? '')
  const parts = [interventionId, kind, at.toISOString(), by, ...optional]
  return keyedHash(keys.identity, 'intervention', ...parts)
}

const isOurs =
  (keys: KeysFor<'identity'>) =>
  (one: Intervention): one is Intervention & Said => {
    const proof = one.digests?.proof
    return proof !== undefined && matches(proof, proofOf(keys, one))
  }
