import type { Reissue } from '../domain/reissue/reissue.ts'
import { handedOverAt } from '../domain/reissue/valid-identifier.ts'
import { queueReissue } from '../runtime/journal.ts'
import type { ReissuePorts } from '../runtime/reissue-ports.ts'

export type StopPorts = Pick<ReissuePorts, 'cancellations' | 'notifications' | 'clock' | 'journal'>

/** Returns `stopped`, or the state that prevents cancelling the request. */
export async function cancel(
  { cancellations, notifications, clock, journal }: StopPorts,
  reissue: Reissue,
): Promise<'stopped' | Reissue['state']> {
  const cancellation = await cancellations.cancel(reissue, clock())
  if (cancellation !== 'cancelled') return cancellation.state
  const { reissueId } = reissue
  await queueReissue(journal, notifications, reissueId)
  journal({ event: 'reissue.cancelled', reissueId })
  return 'stopped'
}

/** `left` means that SNS accepted the SMS, or may have accepted it. */
export async function stopSms(
  ports: StopPorts,
  reissue: Reissue,
): Promise<'stopped' | 'unsent' | 'left'> {
  const state = await cancel(ports, reissue)
  if (state === 'stopped') return state
  const isUnsent =
    state === 'failed' ? reissue.restored || !handedOverAt(reissue) : state === 'cancelled'
  return isUnsent ? 'unsent' : 'left'
}
