import type {
  AccountNewsQueue,
  BothFactorsLostNews,
} from '../../shared/domain/account/account-news.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { untoldIdentityLimit } from '../../shared/domain/reissue/identity-limits.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { TakenPhones } from '../../shared/domain/voter/taken-phones.ts'
import { nameOf } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Tells it once for each password that was replaced. If that fails, the next refusal tells it. */
export async function tellOfBothFactorsLost(
  { bothFactorsLostNews, accountNews, journal }: Dependencies,
  { session: { voterId }, now: at }: ReissueClaim,
): Promise<void> {
  const news = 'both-factors-lost'
  try {
    if (!(await bothFactorsLostNews.markTold(voterId, at))) return
    try {
      await accountNews.put({ news, voterId, at })
    } catch (error) {
      await bothFactorsLostNews.unmarkTold(voterId, at)
      throw error
    }
  } catch (error) {
    journal({ event: 'account-mail.put.failed', news, error: nameOf(error) })
  }
}

/**
 * Tells the voter of the fifth wrong identity of a day: somebody is signed in who may not be the voter. If that fails,
 * the next wrong identity tells it, and no answer waits for it.
 */
export async function tellOfIdentity(
  { attempts, accountNews, keys, journal }: Dependencies,
  { session: { voterId }, now: at }: ReissueClaim,
): Promise<void> {
  const news = 'identity-refused'
  const counter = limitedCounter(keys, untoldIdentityLimit, [voterId], at)
  try {
    const charge = await attempts.charge(counter, at)
    if (!charge.taken || charge.attempts < untoldIdentityLimit.free) return
    try {
      await accountNews.put({ news, voterId, at })
    } catch (error) {
      await attempts.refund(counter)
      throw error
    }
  } catch (error) {
    journal({ event: 'account-mail.put.failed', news, error: nameOf(error) })
  }
}

/** Notes the phone for staff, who may free it. */
export async function noteTakenPhone(
  { takenPhones, journal }: Dependencies,
  { session: { voterId }, reissue: { phoneHash, maskedPhone }, now: at }: ReissueClaim,
): Promise<void> {
  try {
    await takenPhones.note(voterId, { phoneHash, maskedPhone, at })
  } catch (error) {
    journal({ event: 'taken-phone.unnoted', error: nameOf(error) })
  }
}

interface Dependencies extends Pick<ReissuePorts, 'attempts' | 'journal'> {
  bothFactorsLostNews: BothFactorsLostNews
  accountNews: AccountNewsQueue
  takenPhones: TakenPhones
  keys: KeysFor<'attempt'>
}
