import type { Withdrawal } from '../domain/reissue/cancellations.ts'
import { isCancellable, type Reissue } from '../domain/reissue/reissue.ts'
import { handedOverAt } from '../domain/reissue/valid-identifier.ts'
import { queueReissue } from '../runtime/journal.ts'
import type { ReissuePorts } from '../runtime/reissue-ports.ts'
import { type SettledReads, settleReissue } from './find-settled-reissue.ts'

export type StopPorts = SettledReads &
  Pick<ReissuePorts, 'cancellations' | 'notifications' | 'clock' | 'journal'>

/** Cancels or withdraws a request, even if SNS refuses its SMS at this moment. Otherwise returns it as it is now. */
export async function cancel(
  ports: StopPorts,
  reissue: Reissue,
  withdrawal?: Withdrawal,
): Promise<'stopped' | Reissue> {
  const { cancellations, notifications, clock, journal } = ports
  const { reissueId } = reissue
  let current = await cancellations.cancel(reissue, clock(), withdrawal)
  if (current !== 'cancelled') {
    // The first try wrote nothing, so nothing is lost if the process dies during this wait.
    current = await settleReissue(ports, current)
    if (isCancellable(current)) current = await cancellations.cancel(current, clock(), withdrawal)
  }
  if (current !== 'cancelled') return current
  journal({ event: withdrawal ? 'reissue.withdrawn' : 'reissue.cancelled', reissueId })
  await queueReissue(journal, notifications, reissueId)
  return 'stopped'
}

/** `left` means that SNS accepted the SMS, or may have accepted it. */
export async function stopSms(
  ports: StopPorts,
  reissue: Reissue,
): Promise<'stopped' | 'unsent' | 'left'> {
  const current = await cancel(ports, reissue)
  if (current === 'stopped') return current
  const { state, restored } = current
  const isUnsent = state === 'failed' ? restored || !handedOverAt(current) : state === 'cancelled'
  return isUnsent ? 'unsent' : 'left'
}
