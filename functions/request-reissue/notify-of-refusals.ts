import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import { type AttemptLimit, limitedCounter } from '../../shared/domain/account/attempts.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { TakenPhones } from '../../shared/domain/voter/voter.ts'
import { nameOf, orJournal } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Counts a refusal, and notifies at the last one counted. If that fails, the next refusal notifies. */
export async function notifyAtLimit(
  { attempts, accountNews, keys, journal }: RefusalPorts,
  { session: { voterId }, now: at }: ReissueClaim,
  news: 'both-factors-lost' | 'identity-refused',
  limit: AttemptLimit,
  until?: ElectionInstant,
): Promise<void> {
  try {
    const subject = until ? [voterId, until.toISOString()] : [voterId]
    const refusals = limitedCounter(keys, limit, subject, at)
    const charge = await attempts.charge(refusals, at)
    if (!charge.taken || charge.attempts < limit.free) return
    try {
      await accountNews.put({ news, voterId, at })
    } catch (error) {
      await attempts.refund(refusals)
      throw error
    }
  } catch (error) {
    journal({ event: 'account-mail.put.failed', news, error: nameOf(error) })
  }
}

/** Lets staff free the phone. If this fails, the next request of the voter records it. */
export async function noteTakenPhone(
  { takenPhones, journal }: RefusalPorts,
  { session: { voterId }, reissue: { phoneHash, maskedPhone }, now: at }: ReissueClaim,
): Promise<void> {
  const noteWrite = takenPhones.note(voterId, { phoneHash, maskedPhone, at })
  await orJournal(journal, noteWrite, (error) => ({ event: 'taken-phone.unnoted', error }))
}

export interface RefusalPorts extends Pick<ReissuePorts, 'attempts' | 'journal'> {
  accountNews: AccountNewsQueue
  takenPhones: TakenPhones
  keys: KeysFor<'attempt'>
}
