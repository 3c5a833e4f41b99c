import type {
  AccountNewsQueue,
  BothFactorsLostNews,
} from '../../shared/domain/account/account-news.ts'
import { type AttemptLimit, limitedCounter } from '../../shared/domain/account/attempts.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import {
  identityNewsLimit,
  untoldIdentityLimit,
} from '../../shared/domain/reissue/identity-limits.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { TakenPhones } from '../../shared/domain/voter/taken-phones.ts'
import { nameOf } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Once for each password that was replaced. A voter who cannot be told now is told at the next refusal. */
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
 * Once a day, at the fifth wrong identity: somebody is signed in who may not be the voter. Nobody's answer
 * waits for a mail that cannot be told of; the next wrong identity then tells it.
 */
export async function tellOfIdentity(
  { attempts, accountNews, keys, journal }: Dependencies,
  { session: { voterId }, now: at }: ReissueClaim,
): Promise<void> {
  const news = 'identity-refused'
  const counterOf = (limit: AttemptLimit) => limitedCounter(keys, limit, [voterId], at)
  try {
    if ((await attempts.charge(counterOf(untoldIdentityLimit), at)).taken) return
    const telling = counterOf(identityNewsLimit)
    if (!(await attempts.charge(telling, at)).taken) return
    try {
      await accountNews.put({ news, voterId, at })
    } catch (error) {
      await attempts.refund(telling)
      throw error
    }
  } catch (error) {
    journal({ event: 'account-mail.put.failed', news, error: nameOf(error) })
  }
}

/** For staff to free it. A voter whose phone could not be noted asks again before they call. */
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
