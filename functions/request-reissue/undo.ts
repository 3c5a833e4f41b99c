import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** The SDK's two tries are over in a tenth of a second: what is refused for a moment is tried once more, later. */
const undoesAgainAfterMilliseconds = 1000
/** Beyond, calls have hung, and the function may end before another did. */
const longestWaitMilliseconds = 10_000

/** Gives back what a request that nobody decided had used up; of one that was accepted, nothing. */
export async function undo(
  { reissueRequests, clock, pause }: Dependencies,
  claim: ReissueClaim,
): Promise<'undone' | 'accepted'> {
  try {
    return await reissueRequests.undo(claim)
  } catch (failure) {
    if (clock().getTime() - claim.now.getTime() > longestWaitMilliseconds) throw failure
    await pause(undoesAgainAfterMilliseconds)
    return reissueRequests.undo(claim)
  }
}

type Dependencies = Pick<ReissuePorts, 'reissueRequests' | 'clock' | 'pause'>
