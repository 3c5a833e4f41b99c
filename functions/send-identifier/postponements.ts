import type { ElectionDay } from '../../shared/domain/election-day.ts'
import { earliest, latest, secondsLater } from '../../shared/domain/instants.ts'
import {
  type Holder,
  holderOf,
  holdingDayOf,
  type Reissue,
} from '../../shared/domain/reissue/reissue.ts'
import { type DayCap, isOfTerritory } from '../../shared/domain/sms/daily-caps.ts'
import {
  expectedTimeOfHeld,
  expectedTimeOfStopped,
  releaseOfHeld,
} from '../../shared/domain/sms/expected-time.ts'
import { checkSeconds } from '../../shared/domain/sms/sms-breaker.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type Postponement =
  | { outcome: 'held'; until: ElectionInstant; by: Holder | undefined }
  | { outcome: 'no-turn' | 'busy' }

/** Retry interval of a request held for the next day; raising the cap takes a deployment. */
const holdSeconds = 3600

export async function uncountHeld(
  { smsDays }: Pick<Dependencies, 'smsDays'>,
  found: Reissue,
  { endsAt }: ElectionDay,
): Promise<void> {
  const day = holdingDayOf(found)
  if (day) await ignoreFailure(smsDays.uncountHeld({ day, endsAt }))
}

/** Holds a request in the table, since SQS would count each read as a failed try. */
export async function hold(
  dependencies: Dependencies,
  found: Reissue,
  cap: DayCap,
  caps: readonly DayCap[],
): Promise<Postponement> {
  const { smsDays, election, turn } = dependencies
  const { day } = cap
  // It stays held by its first cap, so the voter is not notified of each short change.
  if (caps.some((other) => other.day.day === found.heldOn)) {
    return holdAgain(dependencies, found, day)
  }
  // One item counts all holds of a day, so they take tokens of the rate.
  if (!(await turn())) return { outcome: 'no-turn' }
  const promise = expectedTimeOfHeld(await smsDays.countHeld(day), cap, election)
  const expectedAt = latest(found.expectedAt, promise)
  const result = await postpone(dependencies, found, { heldOn: day.day, expectedAt }, day)
  if (result.outcome === 'busy') await ignoreFailure(smsDays.uncountHeld(day))
  return result
}

export function holdAgain(
  dependencies: Dependencies,
  found: Reissue,
  day: ElectionDay,
): Promise<Postponement> {
  const { heldOn = day.day, expectedAt } = found
  return postpone(dependencies, found, { heldOn, expectedAt }, day)
}

/** Holds a request while the breaker or a pause stops it; the voter is promised no time. */
export function holdUntilTrial(
  dependencies: Dependencies,
  found: Reissue,
  { checkAgainAt: until, by: heldOn }: { checkAgainAt: ElectionInstant; by: 'limit' | 'pause' },
  day: ElectionDay,
): Promise<Postponement> {
  const expectedAt = latest(found.expectedAt, expectedTimeOfStopped(until))
  return postpone(dependencies, found, { heldOn, expectedAt, until }, day)
}

async function postpone(
  dependencies: Dependencies,
  found: Reissue,
  hold: { heldOn: string; expectedAt: ElectionInstant; until?: ElectionInstant },
  day: ElectionDay,
): Promise<Postponement> {
  const { heldOn, expectedAt } = hold
  const now = dependencies.clock()
  const nextLook = secondsLater(now, isOfTerritory(heldOn) ? checkSeconds : holdSeconds)
  const { until = earliest(nextLook, releaseOfHeld(expectedAt)) } = hold
  const isHeld = await dependencies.sendings.hold(found, { heldOn, expectedAt, until, now })
  if (!isHeld) return { outcome: 'busy' }
  if (heldOn !== found.heldOn) await uncountHeld(dependencies, found, day)
  return { outcome: 'held', until, by: holderOf({ heldOn, state: 'held' }) }
}

/** Ignores a failed count: it delays an SMS by a day at worst. */
export async function ignoreFailure(write: Promise<unknown>): Promise<void> {
  await write.catch(() => {})
}

type Dependencies = Pick<ReissuePorts, 'sendings' | 'smsDays' | 'election' | 'turn' | 'clock'>
