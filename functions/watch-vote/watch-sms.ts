import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { failingTerritories } from '../../shared/domain/sms/failing-territories.ts'
import type { TerritoryHandovers } from '../../shared/domain/sms/handover-times.ts'
import { countsOf } from '../../shared/domain/sms/published-times.ts'
import { checkSeconds, openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

const periodSeconds = 3600

const receiptTimeoutSeconds = 600
const minSmsWithoutReceipt = 10

interface Snapshot {
  day: string
  at: ElectionInstant
  handovers: readonly TerritoryHandovers[]
}

export function smsWatcher(dependencies: Dependencies): () => Promise<string[]> {
  const { smsBreakers, handoverDays, timeZone, clock, journal } = dependencies
  let snapshots: Snapshot[] = []

  return async () => {
    const at = clock()
    const day = electionDayOf(at, timeZone)
    const [breaker, handovers] = await Promise.all([smsBreakers.find(), handoverDays.find(day)])
    // An SMS held by a limit is rechecked within `checkSeconds`. If no probe starts for twice as long, no SMS waits.
    const openCircuits = openScopes(breaker, at).filter(
      ({ probeAt, probeId }) =>
        probeId !== undefined || at < secondsLater(probeAt, 2 * checkSeconds),
    )
    if (openCircuits.length > 0) {
      journal({ event: 'breaker.open', open: openCircuits.map(({ scope }) => scope) })
    }

    const todaysSnapshots = snapshots.filter((snapshot) => snapshot.day === day.day)
    const snapshotHourAgo = todaysSnapshots.findLast(
      (snapshot) => snapshot.at <= secondsLater(at, -periodSeconds),
    )
    const failures = failingTerritories(handovers, snapshotHourAgo?.handovers ?? [])
    for (const territory of failures) journal({ event: 'sms.failing', ...territory })
    const snapshotTenMinutesAgo = todaysSnapshots.findLast(
      (snapshot) => snapshot.at <= secondsLater(at, -receiptTimeoutSeconds),
    )
    const missingCount = missingReceipts(
      handovers,
      snapshotTenMinutesAgo?.handovers,
      snapshotHourAgo?.handovers,
    )
    if (missingCount > 0) journal({ event: 'receipts.missing', handedOver: missingCount })
    const recentSnapshots = todaysSnapshots.filter(
      (snapshot) => !snapshotHourAgo || snapshot.at >= snapshotHourAgo.at,
    )
    snapshots = [...recentSnapshots, { day: day.day, at, handovers }]
    return failures.map(({ territory }) => territory)
  }
}

function missingReceipts(
  handoversNow: readonly TerritoryHandovers[],
  handoversTenMinutesAgo: readonly TerritoryHandovers[] = [],
  handoversHourAgo: readonly TerritoryHandovers[] = [],
): number {
  const countsHourAgo = countsOf(handoversHourAgo)
  const smsCount = countsOf(handoversTenMinutesAgo).handedOver - countsHourAgo.handedOver
  const areReceiptsMissing =
    smsCount >= minSmsWithoutReceipt && countsOf(handoversNow).receipts === countsHourAgo.receipts
  return areReceiptsMissing ? smsCount : 0
}

type Dependencies = Pick<
  ReissuePorts,
  'smsBreakers' | 'handoverDays' | 'timeZone' | 'clock' | 'journal'
>
