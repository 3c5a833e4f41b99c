import type { ElectionDay } from '../../shared/domain/election-day.ts'
import { type Clock, earliest, latest, secondsLater } from '../../shared/domain/instants.ts'
import { holdingDayOf, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Sendings } from '../../shared/domain/reissue/sendings.ts'
import {
  expectedTimeOfHeld,
  expectedTimeOfStopped,
  releaseOfHeld,
} from '../../shared/domain/sms/expected-time.ts'
import { lookSeconds } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import type { SlotRate } from '../../shared/domain/sms/sms-slots.ts'
import { calendarDayOf, type DayCap, isOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import type { Turn } from '../../shared/domain/turns.ts'

export type PutOff =
  /** The cap of the day, of all SMS or of those to its territory, is reached: the sweep brings it back. */
  | { outcome: 'held'; until: Date; by: 'day' | 'territory' }
  /** SNS does not send what it takes, or the team paused: the old identifier stays valid, and the sweep brings it back. */
  | { outcome: 'stopped'; until: Date }
  /** The rate let it not leave while its sender may wait. */
  | { outcome: 'no-turn' }
  | { outcome: 'busy' }

/** How often a request that waits for the next day looks whether the cap was raised, which takes a deployment. */
const holdSeconds = 3600

/**
 * Put off by another day, it leaves those before it their turn.
 * @param ofTerritory the cap that its territory has now: once that is lifted nobody is before it
 */
export function mustStillWait(
  found: Reissue,
  { day }: ElectionDay,
  ofTerritory: DayCap | undefined,
  now: Date,
): boolean {
  const heldOn = found.state === 'held' ? holdingDayOf(found) : undefined
  if (heldOn === undefined || (isOfTerritory(heldOn) && !ofTerritory)) return false
  return calendarDayOf(heldOn) !== day && now < releaseOfHeld(found.expectedAt)
}

/** The day that put it off is not that of its SMS any more. */
export async function uncountHeld(
  { smsDays }: Pick<Dependencies, 'smsDays'>,
  found: Reissue,
  { endsAt }: ElectionDay,
): Promise<void> {
  const day = holdingDayOf(found)
  if (day) await unimportant(smsDays.uncountHeld({ day, endsAt }))
}

/**
 * Keeps it for the next day, in the table: a queue would count each look at it as a failed try.
 * @param caps all that it is under now: put off by one of them it stays so, whichever has no place at this look. Else
 *   looks in flight, which take places for a moment, would have it change and its voter told of each change.
 */
export async function hold(
  dependencies: Dependencies,
  found: Reissue,
  { day, smsPerDay }: DayCap,
  caps: readonly DayCap[],
): Promise<PutOff> {
  const { smsDays, election, turn } = dependencies
  if (caps.some((cap) => cap.day.day === found.heldOn)) return holdAgain(dependencies, found, day)
  // All that a day puts off is counted in one item: at the rate, since nothing else may leave.
  if (!(await turn())) return { outcome: 'no-turn' }
  const capped = { ...election, smsDailyCap: smsPerDay }
  const promise = expectedTimeOfHeld(await smsDays.countHeld(day), capped, day)
  const held = { ...found, expectedAt: latest(found.expectedAt, promise) }
  const putting = await putOff(dependencies, held, day.day)
  if (putting.outcome === 'held') await uncountHeld(dependencies, found, day)
  else await unimportant(smsDays.uncountHeld(day))
  return putting
}

export function holdAgain(
  dependencies: Pick<Dependencies, 'sendings' | 'clock'>,
  found: Reissue,
  { day }: ElectionDay,
): Promise<PutOff> {
  return putOff(dependencies, found, found.heldOn ?? day)
}

/** Keeps it until it may be tried. When that is nobody knows, so its voter is promised no time. */
export async function stop(
  dependencies: Pick<Dependencies, 'sendings' | 'smsDays' | 'clock'>,
  found: Reissue,
  { day, lookAgainAt: until, by }: { day: ElectionDay; lookAgainAt: Date; by: 'limit' | 'pause' },
): Promise<PutOff> {
  const { sendings, clock } = dependencies
  const expectedAt = latest(found.expectedAt, expectedTimeOfStopped(until))
  const hold = { heldOn: by, now: clock(), until, expectedAt }
  if (!(await sendings.hold(found, hold))) return { outcome: 'busy' }
  await uncountHeld(dependencies, found, day)
  return { outcome: 'stopped', until }
}

async function putOff(
  { sendings, clock }: Pick<Dependencies, 'sendings' | 'clock'>,
  found: Reissue,
  heldOn: string,
): Promise<PutOff> {
  const now = clock()
  const { expectedAt } = found
  const by = isOfTerritory(heldOn) ? 'territory' : 'day'
  const looksIn = by === 'territory' ? lookSeconds : holdSeconds
  const until = earliest(secondsLater(now, looksIn), releaseOfHeld(expectedAt))
  const hold = { heldOn, now, until, expectedAt }
  return (await sendings.hold(found, hold)) ? { outcome: 'held', until, by } : { outcome: 'busy' }
}

/** A count that is off by one lets an SMS wait a day too long, or a page err, at worst: no reason to fail. */
export async function unimportant(write: Promise<unknown>): Promise<void> {
  await write.catch(() => {})
}

interface Dependencies {
  sendings: Pick<Sendings, 'hold'>
  smsDays: Pick<SmsDays, 'countHeld' | 'uncountHeld'>
  election: SlotRate
  turn: Turn
  clock: Clock
}
