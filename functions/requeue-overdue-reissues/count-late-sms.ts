import { secondsLater } from '../../shared/domain/instants.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** The team is told after this time: a promise may be missed by a little. */
const tolerableSeconds = 900

/**
 * Counts the SMS that have not left although their expected time is past. What the sweep finds is no such count: each
 * try in vain postpones it. Nor is the age of the oldest message: SQS omits those received three times.
 */
export async function countLateSms({
  overdueReissues,
  handoverDays,
  clock,
  journal,
}: Dependencies) {
  const at = clock()
  const late = await overdueReissues.countLate(at)
  // A write each minute to a table that has a stream: the ledger's heartbeat (`SilentLedger`).
  await handoverDays.recordLate({ at, count: late })
  if (late === 0) return
  const count = await overdueReissues.countLate(secondsLater(at, -tolerableSeconds))
  if (count > 0) journal({ event: 'sms.late', count })
}

type Dependencies = Pick<ReissuePorts, 'overdueReissues' | 'handoverDays' | 'clock' | 'journal'>
