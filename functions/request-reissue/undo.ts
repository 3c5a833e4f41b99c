import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** The two tries of the SDK take a tenth of a second. */
const undoesAgainAfterMilliseconds = 1000
/** After this long, calls hang and the function may end before another returns. */
const longestWaitMilliseconds = 10_000

/** Refunds what a request used up, unless it was accepted. */
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
