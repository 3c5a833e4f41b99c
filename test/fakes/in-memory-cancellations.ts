import type { Cancellations } from '../../shared/domain/reissue/cancellations.ts'
import { mailDueOf } from '../../shared/domain/reissue/due-times.ts'
import { isStoppable, isWithdrawn, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { existing, type State } from './in-memory-state.ts'
import { giveBack, transition } from './in-memory-transitions.ts'

function cancelled(
  state: State,
  { reissueId }: Reissue,
  at: ElectionInstant,
  mark: Partial<Reissue> = {},
): Reissue | undefined {
  const stands = existing(state.reissues, reissueId)
  if (!isStoppable(stands)) return stands
  const step = { state: 'cancelled', at } as const
  transition(state, stands, stands.state, step, { mailDueAt: mailDueOf(at), ...mark })
  return undefined
}

const suspectVoter = ({ sessionEpoch }: Voter) =>
  ({ passwordChangeRequired: true, sessionEpoch: sessionEpoch + 1 }) as const

export function inMemoryCancellations(state: State): Cancellations {
  return {
    async cancel(reissue, at) {
      const stands = cancelled(state, reissue, at)
      if (stands) return { stands: stands.state }
      const changes = suspectVoter(existing(state.voters, reissue.voterId))
      giveBack(state, reissue, { unsent: 'both', changes })
      return 'cancelled'
    },
    async disown({ reissueId, voterId }, latestReissueId, at) {
      const reissue = existing(state.reissues, reissueId)
      if (!isWithdrawn(reissue)) return 'unchanged'
      const voter = existing(state.voters, voterId)
      if (voter.latestReissueId !== latestReissueId) {
        return { latestReissueId: String(voter.latestReissueId) }
      }
      state.reissues.set(reissueId, { ...reissue, disownedAt: at, mailDueAt: mailDueOf(at) })
      const smsCount = (voter.smsCount ?? 0) - 1
      state.voters.set(voterId, { ...voter, ...suspectVoter(voter), smsCount })
      return 'disowned'
    },
    async withdraw(reissue, at, byStaff) {
      const mark = { withdrawn: true as const, ...(byStaff && { stoppedByStaff: byStaff }) }
      const stands = cancelled(state, reissue, at, mark)
      if (stands) return isWithdrawn(stands) ? 'unchanged' : 'too-late'
      giveBack(state, reissue, { unsent: 'phone' })
      return 'withdrawn'
    },
  }
}
