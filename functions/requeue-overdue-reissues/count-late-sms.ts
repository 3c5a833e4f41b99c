import { secondsLater } from '../../shared/domain/instants.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** The team is alerted after this delay. */
const tolerableSeconds = 900

/** Counts overdue SMS in the table: the age that SQS reports omits messages received three times. */
export async function countLateSms(dependencies: Dependencies) {
  const { overdueReissues, handoverDays, clock, journal } = dependencies
  const at = clock()
  const lateCount = await overdueReissues.countLate(at)
  // This write is also the ledger's heartbeat (alarm `SilentLedger`).
  await handoverDays.recordLate({ at, count: lateCount })
  if (lateCount === 0) return
  const count = await overdueReissues.countLate(secondsLater(at, -tolerableSeconds))
  if (count > 0) journal({ event: 'sms.late', count })
}

type Dependencies = Pick<ReissuePorts, 'overdueReissues' | 'handoverDays' | 'clock' | 'journal'>
