import { secondsLater } from '../../shared/domain/instants.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** From then on it is the team's business: a promise may be missed by a little. */
const tolerableSeconds = 900

/**
 * Counts the SMS that have not left although their expected time is past: once a minute, however many people look.
 * A sender that tries in vain moves on when the sweep looks again, so what it finds is not the count. Nor is the
 * age of the queue's oldest message: SQS leaves out those that were received three times.
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
