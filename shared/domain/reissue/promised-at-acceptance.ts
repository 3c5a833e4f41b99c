import { electionDayOf } from '../election-day.ts'
import { latest } from '../instants.ts'
import { expectedTimeOfHeld, expectedTimeOfStopped } from '../sms/expected-time.ts'
import type { SmsRate } from '../sms/sms-slots.ts'
import { judge, type SmsState } from '../sms/sms-state.ts'
import { unknownTerritory } from '../sms/territory.ts'
import { capsOn } from '../sms/territory-cap.ts'
import { smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

/** Holds the request at once while no SMS can leave, so that nothing promises an SMS within minutes. */
export function promisedAtAcceptance(
  accepted: Reissue,
  promised: ElectionInstant,
  sms: SmsState | undefined,
  election: SmsRate & { timeZone: string },
  now: ElectionInstant,
): Reissue {
  if (!sms) return { ...accepted, ...smsTimes(promised) }
  const { territory = unknownTerritory, history } = accepted
  const caps = capsOn(electionDayOf(now, election.timeZone), territory, sms.breaker, election)
  const verdict = judge(sms, territory, caps, now)
  switch (verdict.leaves) {
    case 'now':
    case 'as-trial':
      return { ...accepted, ...smsTimes(promised) }
    case 'another-day': {
      const { cap, counts } = verdict
      const ofRank = expectedTimeOfHeld(counts.heldCount + 1, cap, election)
      return { ...accepted, ...smsTimes(latest(promised, ofRank)) }
    }
    case 'later':
      return {
        ...accepted,
        ...smsTimes(latest(promised, expectedTimeOfStopped(verdict.checkAgainAt))),
        state: 'held',
        heldOn: verdict.by,
        history: [...history, { state: 'held', at: now }],
      }
  }
}
