import type { ElectionDay } from '../../shared/domain/election-day.ts'
import { earliestOf, latestOf, secondsLater } from '../../shared/domain/instants.ts'
import {
  type HoldCause,
  holdCause,
  holdingCapKeyOf,
  type Reissue,
} from '../../shared/domain/reissue/reissue.ts'
import {
  checkTimeFor,
  expectedTimeAfter,
  expectedTimeOfRank,
} from '../../shared/domain/sms/expected-time.ts'
import { checkSeconds } from '../../shared/domain/sms/sms-breaker.ts'
import { type DayCap, isTerritoryDay } from '../../shared/domain/sms/sms-state.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type HoldOutcome =
  | { outcome: 'held'; until: ElectionInstant; by: HoldCause | undefined }
  | { outcome: 'no-token' | 'busy' }

/** SMS over the daily cap are checked again each hour only, since only a deployment raises this cap. */
const dailyCapCheckSeconds = 3600

export async function uncountHeldSms(
  { smsDays }: Pick<HoldPorts, 'smsDays'>,
  reissue: Reissue,
  { endsAt }: ElectionDay,
): Promise<void> {
  const capKey = holdingCapKeyOf(reissue)
  if (capKey) await smsDays.uncountHeldSms({ day: capKey, endsAt }).catch(() => {})
}

export async function holdByCap(
  dependencies: HoldPorts,
  reissue: Reissue,
  cap: DayCap,
  caps: readonly DayCap[],
): Promise<HoldOutcome> {
  const { smsDays, election, takeToken } = dependencies
  const { day } = cap
  // A second full cap does not replace the one that holds the request, so that the voter is not notified of each change.
  if (caps.some((other) => other.day.day === reissue.heldOn)) {
    return holdAgain(dependencies, reissue, day)
  }
  // One item counts a day's holds, so each new hold takes a token to limit the rate of writes.
  if (!(await takeToken())) return { outcome: 'no-token' }
  const releasedAt = expectedTimeOfRank(await smsDays.countHeldSms(day), cap, election)
  const expectedAt = latestOf(reissue.expectedAt, releasedAt)
  const result = await storeHold(dependencies, reissue, { heldOn: day.day, expectedAt }, day)
  if (result.outcome === 'busy') await smsDays.uncountHeldSms(day).catch(() => {})
  return result
}

export function holdAgain(
  dependencies: HoldPorts,
  reissue: Reissue,
  day: ElectionDay,
): Promise<HoldOutcome> {
  const { heldOn = day.day, expectedAt } = reissue
  return storeHold(dependencies, reissue, { heldOn, expectedAt }, day)
}

export function holdUntilCheck(
  dependencies: HoldPorts,
  reissue: Reissue,
  { checkAgainAt, cause }: { checkAgainAt: ElectionInstant; cause: 'limit' | 'pause' },
  day: ElectionDay,
): Promise<HoldOutcome> {
  const expectedAt = latestOf(reissue.expectedAt, expectedTimeAfter(checkAgainAt))
  return storeHold(dependencies, reissue, { heldOn: cause, expectedAt, until: checkAgainAt }, day)
}

async function storeHold(
  dependencies: HoldPorts,
  reissue: Reissue,
  hold: { heldOn: string; expectedAt: ElectionInstant; until?: ElectionInstant },
  day: ElectionDay,
): Promise<HoldOutcome> {
  const { sendings, election, clock } = dependencies
  const { heldOn, expectedAt } = hold
  const now = clock()
  const nextCheckAt = secondsLater(
    now,
    isTerritoryDay(heldOn) ? checkSeconds : dailyCapCheckSeconds,
  )
  const { until: checkAt = earliestOf(nextCheckAt, checkTimeFor(expectedAt)) } = hold
  // At the close of the vote, the sender fails the request, so that its voter does not go on waiting.
  const until = earliestOf(checkAt, election.dates.voteClosesAt)
  const isHeld = await sendings.hold(reissue, { heldOn, expectedAt, until, now })
  if (!isHeld) return { outcome: 'busy' }
  if (heldOn !== reissue.heldOn) await uncountHeldSms(dependencies, reissue, day)
  return { outcome: 'held', until, by: holdCause({ heldOn, state: 'held' }) }
}

export interface HoldPorts
  extends Pick<ReissuePorts, 'sendings' | 'smsDays' | 'election' | 'takeToken' | 'clock'> {}
