import {
  findOwnReissue,
  type OwnReissue,
  type OwnReissuePorts,
} from '../../shared/access/own-reissue.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'

/** Where a voter's own request stands. Pages ask by themselves, so it prolongs no session. */
export function followReissue(
  { clock, ...ports }: OwnReissuePorts & { clock: Clock },
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<OwnReissue> {
  return findOwnReissue(ports, request, clock())
}
