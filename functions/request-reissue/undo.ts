import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Outlasts the SDK's own two tries, which take a tenth of a second. */
const retryDelayMilliseconds = 1000
/** After this long, another call could outlast the function. */
const maxElapsedMilliseconds = 10_000

/** Refunds what a request used up, unless it was accepted. */
export async function undo(
  { reissueRequests, clock, pause }: Dependencies,
  claim: ReissueClaim,
): Promise<'undone' | 'accepted'> {
  try {
    return await reissueRequests.undo(claim)
  } catch (failure) {
    if (clock().getTime() - claim.now.getTime() > maxElapsedMilliseconds) throw failure
    await pause(retryDelayMilliseconds)
    return reissueRequests.undo(claim)
  }
}

type Dependencies = Pick<ReissuePorts, 'reissueRequests' | 'clock' | 'pause'>
