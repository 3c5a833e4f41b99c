import { earliestOf, electionInstant, latestOf, secondsLater } from '../instants.ts'
import { leaseSeconds, type SmsLimit } from './sms-delivery.ts'

// SNS accepts SMS beyond its limits, and reports in a receipt that it did not send them.

/** `account`, or a territory's ISO 3166 code. */
type Scope = string

/** For a `PhoneSms`, `reissueId` is a random ID until the SMS has left, then SNS's message ID. */
interface Circuit {
  refusals: { reissueId: string; at: ElectionInstant }[]
  /** Refusals of SMS that left earlier are ignored. */
  since: ElectionInstant
  /** The next probe may leave from `trialAt` on. */
  open?: { trialAt: ElectionInstant; waitSeconds: number }
  /** `until` is when the probe must have left or, if `hasLeft`, when its receipt must have come. */
  trial?: { reissueId: string; until: ElectionInstant; hasLeft: boolean }
}

export interface Pause {
  since: ElectionInstant
  reason: string
  /** One person, or two joined by a comma; absent from records of an earlier version. */
  by?: string
}

export interface TerritoryCap extends Pause {
  smsPerDay: number
}

export interface SmsBreaker {
  version: number
  circuits: Readonly<Record<Scope, Circuit>>
  pauses?: Readonly<Record<string, Pause>>
  caps?: Readonly<Record<string, TerritoryCap>>
}

export const closedBreaker: SmsBreaker = { version: 0, circuits: {} }

/** One refusal by the account's spend limit is enough. A territory's limit may refuse a single SMS, for example for its price. */
const openingThresholds = { account: 1, territory: 3 } as const satisfies Record<SmsLimit, number>
const refusalWindowSeconds = 300

const firstProbeWaitSeconds = 900
const longestProbeWaitSeconds = 3600
/** Receipts of unsent SMS come within seconds (decision 47), so a probe without one after this time counts as sent. */
const receiptWaitSeconds = 300

export const checkSeconds = 300
const probeCheckSeconds = 60

export type Permission =
  | { timing: 'now' }
  | { timing: 'as-probe'; scopes: Scope[] }
  | { timing: 'later'; checkAgainAt: ElectionInstant; cause: 'limit' | 'pause' }

export function permissionOf(
  breaker: SmsBreaker,
  territory: string,
  now: ElectionInstant,
): Permission {
  if (breaker.pauses?.[territory]) {
    return { timing: 'later', checkAgainAt: secondsLater(now, checkSeconds), cause: 'pause' }
  }
  const scopeStates = ['account', territory].flatMap((scope) => {
    const circuit = breaker.circuits[scope]
    return circuit ? [{ scope, ...stateOf(circuit, now) }] : []
  })
  const checkTimes = scopeStates.flatMap(({ checkAgainAt }) => checkAgainAt ?? [])
  if (checkTimes.length > 0)
    return { timing: 'later', checkAgainAt: latestOf(...checkTimes), cause: 'limit' }
  const scopes = scopeStates.flatMap(({ state, scope }) => (state === 'probe-due' ? [scope] : []))
  return scopes.length > 0 ? { timing: 'as-probe', scopes } : { timing: 'now' }
}

function stateOf(
  { open, trial }: Circuit,
  now: ElectionInstant,
): { state: 'closed' | 'probe-due' | 'open'; checkAgainAt?: ElectionInstant } {
  if (!open) return { state: 'closed' }
  if (trial && now < trial.until) {
    return { state: 'open', checkAgainAt: secondsLater(now, probeCheckSeconds) }
  }
  if (trial?.hasLeft) return { state: 'closed' }
  if (now >= open.trialAt) return { state: 'probe-due' }
  return { state: 'open', checkAgainAt: earliestOf(secondsLater(now, checkSeconds), open.trialAt) }
}

export function beginProbe(
  breaker: SmsBreaker,
  scopes: readonly Scope[],
  reissueId: string,
  now: ElectionInstant,
): SmsBreaker {
  const trial = { reissueId, until: secondsLater(now, leaseSeconds), hasLeft: false }
  return changeCircuits(breaker, (circuit, scope) =>
    scopes.includes(scope) ? { ...circuit, trial } : circuit,
  )
}

export function recordProbeSent(
  breaker: SmsBreaker,
  probeId: string,
  now: ElectionInstant,
  reissueId = probeId,
): SmsBreaker {
  const until = secondsLater(now, receiptWaitSeconds)
  return changeProbe(breaker, probeId, (circuit) => ({
    ...circuit,
    trial: { reissueId, until, hasLeft: true },
  }))
}

export function abandonProbe(breaker: SmsBreaker, reissueId: string): SmsBreaker {
  return changeProbe(breaker, reissueId, ({ trial: _, ...circuit }) => circuit)
}

/** A receipt without `limit` shows that no limit stopped the SMS, even if it failed for another reason. */
export function applyReceipt(
  breaker: SmsBreaker,
  receipt: {
    reissueId: string
    /** Absent for a `PhoneSms` (code or warning): a territory's limit then counts only if the SMS is a probe. */
    territory?: string
    leftAt: ElectionInstant
    limit?: SmsLimit | undefined
  },
  now: ElectionInstant,
): SmsBreaker {
  const { reissueId, leftAt, limit } = receipt
  if (!limit) {
    return changeProbe(breaker, reissueId, () => ({ refusals: [], since: now }))
  }
  const { territory = probedTerritory(breaker, reissueId) } = receipt
  const scope = limit === 'account' ? limit : territory
  if (scope === undefined) return abandonProbe(breaker, reissueId)
  const circuit = breaker.circuits[scope] ?? { refusals: [], since: electionInstant(0) }
  const nextCircuit = circuitAfterRefusal(circuit, { reissueId, leftAt, limit }, now)
  // A probe of another circuit is abandoned: this receipt does not show whether that circuit's limit still holds.
  const { circuits, ...rest } = abandonProbe(breaker, reissueId)
  if (nextCircuit === circuit && circuits === breaker.circuits) return breaker
  return { ...rest, circuits: { ...circuits, [scope]: nextCircuit } }
}

const probedTerritory = ({ circuits }: SmsBreaker, reissueId: string) =>
  Object.keys(circuits).find(
    (scope) => scope !== 'account' && circuits[scope]?.trial?.reissueId === reissueId,
  )

function circuitAfterRefusal(
  circuit: Circuit,
  { reissueId, leftAt, limit }: { reissueId: string; leftAt: ElectionInstant; limit: SmsLimit },
  now: ElectionInstant,
): Circuit {
  const { open, trial } = circuit
  if (open && trial?.reissueId === reissueId) {
    return openCircuit(Math.min(longestProbeWaitSeconds, open.waitSeconds * 2), now)
  }
  // A circuit whose probe got no receipt closed at `trial.until`. SMS that left earlier say nothing about it now.
  const since = open && trial ? trial.until : circuit.since
  const isKnown = circuit.refusals.some((refusal) => refusal.reissueId === reissueId)
  if (stateOf(circuit, now).state !== 'closed' || leftAt < since || isKnown) return circuit
  const from = secondsLater(now, -refusalWindowSeconds)
  const refusals = [...circuit.refusals.filter(({ at }) => at > from), { reissueId, at: now }]
  return refusals.length < openingThresholds[limit]
    ? { refusals, since }
    : openCircuit(firstProbeWaitSeconds, now)
}

const openCircuit = (waitSeconds: number, now: ElectionInstant): Circuit => ({
  refusals: [],
  since: now,
  open: { trialAt: secondsLater(now, waitSeconds), waitSeconds },
})

export function openScopes(
  { circuits }: SmsBreaker,
  now: ElectionInstant,
): { scope: Scope; probeAt: ElectionInstant; probeId: string | undefined }[] {
  return Object.entries(circuits).flatMap(([scope, circuit]) => {
    const { open, trial } = circuit
    if (!open || stateOf(circuit, now).state === 'closed') return []
    return [
      {
        scope,
        probeAt: open.trialAt,
        probeId: trial && now < trial.until ? trial.reissueId : undefined,
      },
    ]
  })
}

export function changeCircuits(
  { circuits, ...rest }: SmsBreaker,
  change: (circuit: Circuit, scope: Scope) => Circuit,
): SmsBreaker {
  const entries = Object.entries(circuits).map(([scope, circuit]) => [
    scope,
    change(circuit, scope),
  ])
  return { ...rest, circuits: Object.fromEntries(entries) }
}

function changeProbe(
  breaker: SmsBreaker,
  reissueId: string,
  change: (circuit: Circuit, trial: NonNullable<Circuit['trial']>) => Circuit,
): SmsBreaker {
  const isProbe = ({ trial }: Circuit) => trial?.reissueId === reissueId
  if (!Object.values(breaker.circuits).some(isProbe)) return breaker
  return changeCircuits(breaker, (circuit) =>
    circuit.trial?.reissueId === reissueId ? change(circuit, circuit.trial) : circuit,
  )
}

export interface SmsBreakers {
  find(): Promise<SmsBreaker>
  replace(expectedBreaker: SmsBreaker, nextBreaker: SmsBreaker): Promise<boolean>
}

const maxAttempts = 5

export async function changeBreaker(
  smsBreakers: Pick<SmsBreakers, 'find' | 'replace'>,
  change: (breaker: SmsBreaker) => SmsBreaker,
): Promise<{ before: SmsBreaker; after: SmsBreaker }> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = await smsBreakers.find()
    const after = change(before)
    if (after === before || (await smsBreakers.replace(before, after))) return { before, after }
  }
  throw new Error('The breaker kept changing')
}
