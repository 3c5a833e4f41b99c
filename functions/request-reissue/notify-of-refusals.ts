import { type AttemptLimit, limitedCounter } from '../../shared/domain/account/attempts.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import { nameOf } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

const refusalLimits = {
  'identity-refused': { name: 'identity-news', windowSeconds: 86_400, quota: 5 },
  /** The window is as long as the longest `bothLostHours`. */
  'both-factors-lost': { name: 'both-lost-news', windowSeconds: 90 * 86_400, quota: 1 },
} satisfies Record<string, AttemptLimit>

export async function notifyAtLimit(
  { attempts, notifications, keys, journal }: RefusalPorts,
  { session: { voterId }, now: at }: ReissueClaim,
  notification: keyof typeof refusalLimits,
  until?: ElectionInstant,
): Promise<void> {
  try {
    const subject = until ? [voterId, until.toISOString()] : [voterId]
    const limit = refusalLimits[notification]
    const counter = limitedCounter(keys, limit, subject, at)
    const charge = await attempts.charge(counter, at)
    if (!charge.isAllowed || charge.attempts < limit.quota) return
    try {
      await notifications.put({ news: notification, voterId, at })
    } catch (error) {
      await attempts.refund(counter)
      throw error
    }
  } catch (error) {
    journal({ event: 'account-mail.put.failed', news: notification, error: nameOf(error) })
  }
}

export interface RefusalPorts extends Pick<ReissuePorts, 'attempts' | 'notifications' | 'journal'> {
  keys: KeysFor<'attempt'>
}
