import { findSettledReissue, type SettledReads } from '../../shared/access/find-settled-reissue.ts'
import { cancel, type StopPorts, stopSms } from '../../shared/access/stop-sms.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { type Disowning, isCancelToken } from '../../shared/domain/reissue/cancellations.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'

export async function previewCancellation(
  dependencies: SettledReads & Pick<Dependencies, 'keys'>,
  { reissueId, token }: { reissueId: string; token: string },
): Promise<{ outcome: 'found'; reissue: Reissue } | { outcome: 'unknown-link' }> {
  const isValidToken = isCancelToken(dependencies.keys, reissueId, token)
  const reissue = isValidToken ? await findSettledReissue(dependencies, reissueId) : undefined
  return reissue ? { outcome: 'found', reissue } : { outcome: 'unknown-link' }
}

export type CancellationResult = { outcome: 'cancelled' | 'unknown-link' | 'too-late' }

export async function cancelReissue(
  dependencies: Dependencies,
  link: { reissueId: string; token: string },
): Promise<CancellationResult> {
  const preview = await previewCancellation(dependencies, link)
  if (preview.outcome !== 'found') return preview
  const current = await cancel(dependencies, preview.reissue)
  if (current === 'stopped') return { outcome: 'cancelled' }
  return current.state === 'cancelled' ? disown(dependencies, current) : { outcome: 'too-late' }
}

/** Also stops the voter's latest request: a thief may have withdrawn this one and made another. */
async function disown(dependencies: Dependencies, reissue: Reissue): Promise<CancellationResult> {
  const { cancellations, notifications, clock, journal } = dependencies
  const { reissueId } = reissue
  let latestReissueId = reissueId
  let smsMayLeave = false
  while (true) {
    const outcome = await cancellations.disown(reissue, latestReissueId, clock())
    if (outcome === 'unchanged') return { outcome: 'unknown-link' }
    if (outcome === 'disowned') break
    latestReissueId = outcome.latestReissueId
    const latest = await dependencies.reissues.find(latestReissueId)
    if (latest && (await stopSms(dependencies, latest)) === 'left') smsMayLeave = true
  }
  await queueReissue(journal, notifications, reissueId)
  journal({ event: 'reissue.cancelled', reissueId })
  return { outcome: smsMayLeave ? 'too-late' : 'cancelled' }
}

interface Dependencies extends StopPorts {
  cancellations: StopPorts['cancellations'] & Disowning
  keys: KeysFor<'cancel-link'>
}
