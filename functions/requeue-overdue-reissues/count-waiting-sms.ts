import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import { type SlotRate, slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import {
  capsOfTerritories,
  countHeldByCap,
  readSmsState,
  type SmsStatePorts,
} from '../../shared/domain/sms/sms-state.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function correctSlots(dependencies: SlotPorts): Promise<void> {
  const { smsSlots, overdueReissues, election, clock } = dependencies
  const { count: takenSlotCount } = await smsSlots.find()
  const now = clock()
  const day = electionDayOf(now, election.timeZone)
  const [unsentCount, { breaker, counts }] = await Promise.all([
    overdueReissues.countUnsentSms(),
    readSmsState(dependencies, day, [day]),
  ])
  const countsOf = (key: string) => counts.get(key) ?? { smsCount: 0, heldCount: 0 }
  const heldCount = capsOfTerritories(breaker, day)
    .map((cap) => countHeldByCap(cap, countsOf(cap.day.day)))
    .reduce((sum, count) => sum + count, 0)
  const backlog = Math.max(0, unsentCount - heldCount)
  const freeAt = secondsLater(now, backlog * slotSeconds(election))
  // Adding a difference keeps the slots that were taken since `find`.
  const delta = countsOf(day.day).smsCount + backlog - takenSlotCount
  await smsSlots.correct(day, { freeAt, delta })
}

interface SlotPorts extends SmsStatePorts, Pick<ReissuePorts, 'smsSlots' | 'clock'> {
  overdueReissues: Pick<OverdueReissues, 'countUnsentSms'>
  election: SlotRate & Pick<Election, 'timeZone'>
}

const maxLateSeconds = 900

/** Counts in the table, since SQS's age metric omits messages received three times or more. */
export async function countLateSms(dependencies: LateSmsPorts) {
  const { overdueReissues, handoverDays, clock, journal } = dependencies
  const at = clock()
  const lateCount = await overdueReissues.countLateSms(at)
  // This write is also the ledger's heartbeat (alarm `LateLedger`).
  await handoverDays.recordLate({ at, count: lateCount })
  if (lateCount === 0) return
  const count = await overdueReissues.countLateSms(secondsLater(at, -maxLateSeconds))
  if (count > 0) journal({ event: 'sms.late', count })
}

type LateSmsPorts = Pick<ReissuePorts, 'overdueReissues' | 'handoverDays' | 'clock' | 'journal'>
