import type { ElectionDay } from '../../shared/domain/election-day.ts'
import { earliest, latest, secondsLater } from '../../shared/domain/instants.ts'
import {
  type Holder,
  holderOf,
  holdingDayOf,
  type Reissue,
} from '../../shared/domain/reissue/reissue.ts'
import {
  expectedTimeOfHeld,
  expectedTimeOfStopped,
  releaseOfHeld,
} from '../../shared/domain/sms/expected-time.ts'
import { lookSeconds } from '../../shared/domain/sms/sms-breaker.ts'
import { type DayCap, isOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type PutOff =
  /** The sweep brings it back. */
  | { outcome: 'held'; until: ElectionInstant; by: Holder | undefined }
  | { outcome: 'no-turn' }
  | { outcome: 'busy' }

/** How often a request that waits for the next day is judged again: to raise the cap takes a deployment. */
const holdSeconds = 3600

export async function uncountHeld(
  { smsDays }: Pick<Dependencies, 'smsDays'>,
  found: Reissue,
  { endsAt }: ElectionDay,
): Promise<void> {
  const day = holdingDayOf(found)
  if (day) await unimportant(smsDays.uncountHeld({ day, endsAt }))
}

/**
 * Keeps a request for the next day, in the table: a queue would count each reading of it as a failed try.
 * @param caps all that it is under. A request stays held by the first of them: senders that take places for a moment
 *   would have it change, and its voter told of each change.
 */
export async function hold(
  dependencies: Dependencies,
  found: Reissue,
  { day, smsPerDay }: DayCap,
  caps: readonly DayCap[],
): Promise<PutOff> {
  const { smsDays, election, turn } = dependencies
  if (caps.some((cap) => cap.day.day === found.heldOn)) return holdAgain(dependencies, found, day)
  // One item counts all that a day puts off, so they take turns of the rate.
  if (!(await turn())) return { outcome: 'no-turn' }
  const capped = { ...election, smsDailyCap: smsPerDay }
  const promise = expectedTimeOfHeld(await smsDays.countHeld(day), capped, day)
  const expectedAt = latest(found.expectedAt, promise)
  const putting = await keep(dependencies, found, { heldOn: day.day, expectedAt }, day)
  if (putting.outcome === 'busy') await unimportant(smsDays.uncountHeld(day))
  return putting
}

export function holdAgain(
  dependencies: Dependencies,
  found: Reissue,
  day: ElectionDay,
): Promise<PutOff> {
  const { heldOn = day.day, expectedAt } = found
  return keep(dependencies, found, { heldOn, expectedAt }, day)
}

function keep(
  dependencies: Dependencies,
  found: Reissue,
  { heldOn, expectedAt }: { heldOn: string; expectedAt: ElectionInstant },
  day: ElectionDay,
): Promise<PutOff> {
  const looksIn = isOfTerritory(heldOn) ? lookSeconds : holdSeconds
  const until = earliest(secondsLater(dependencies.clock(), looksIn), releaseOfHeld(expectedAt))
  return putOff(dependencies, found, { heldOn, until, expectedAt }, day)
}

/** Keeps a request until it may be tried. Nobody knows when, so its voter is promised no time. */
export function holdUntilTrial(
  dependencies: Dependencies,
  found: Reissue,
  { lookAgainAt: until, by: heldOn }: { lookAgainAt: ElectionInstant; by: 'limit' | 'pause' },
  day: ElectionDay,
): Promise<PutOff> {
  const expectedAt = latest(found.expectedAt, expectedTimeOfStopped(until))
  return putOff(dependencies, found, { heldOn, until, expectedAt }, day)
}

async function putOff(
  dependencies: Dependencies,
  found: Reissue,
  hold: { heldOn: string; until: ElectionInstant; expectedAt: ElectionInstant },
  day: ElectionDay,
): Promise<PutOff> {
  const { sendings, clock } = dependencies
  if (!(await sendings.hold(found, { ...hold, now: clock() }))) return { outcome: 'busy' }
  if (hold.heldOn !== found.heldOn) await uncountHeld(dependencies, found, day)
  return { outcome: 'held', until: hold.until, by: holderOf({ ...hold, state: 'held' }) }
}

/** A count that is off by one delays an SMS by a day at worst: no reason to fail. */
export async function unimportant(write: Promise<unknown>): Promise<void> {
  await write.catch(() => {})
}

type Dependencies = Pick<ReissuePorts, 'sendings' | 'smsDays' | 'election' | 'turn' | 'clock'>
