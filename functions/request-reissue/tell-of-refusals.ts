import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import {
  type AttemptLimit,
  type LimitedCounter,
  limitedCounter,
} from '../../shared/domain/account/attempts.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import {
  bothLostNewsLimit,
  identityNewsLimit,
  untoldIdentityLimit,
} from '../../shared/domain/reissue/identity-limits.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { TakenPhones } from '../../shared/domain/voter/taken-phones.ts'
import { nameOf } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Tells of it once for each change that holds requests back. */
export async function tellOfBothFactorsLost(
  dependencies: Dependencies,
  claim: ReissueClaim,
  until: ElectionInstant,
): Promise<void> {
  const telling = counterOf(dependencies, bothLostNewsLimit, claim, until.toISOString())
  await tellOnce(dependencies, claim, 'both-factors-lost', async () => telling)
}

/** Tells once a day, at the fifth wrong identity: somebody is signed in who may not be the voter. */
export async function tellOfIdentity(
  dependencies: Dependencies,
  claim: ReissueClaim,
): Promise<void> {
  await tellOnce(dependencies, claim, 'identity-refused', async () => {
    const untold = counterOf(dependencies, untoldIdentityLimit, claim)
    const { taken } = await dependencies.attempts.charge(untold, claim.now)
    return taken ? undefined : counterOf(dependencies, identityNewsLimit, claim)
  })
}

/** Nobody's answer waits for a mail that cannot be told of; the next refusal then tells it. */
async function tellOnce(
  { attempts, accountNews, journal }: Dependencies,
  { session: { voterId }, now: at }: ReissueClaim,
  news: 'both-factors-lost' | 'identity-refused',
  findCounter: () => Promise<LimitedCounter | undefined>,
): Promise<void> {
  try {
    const telling = await findCounter()
    if (!telling || !(await attempts.charge(telling, at)).taken) return
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

function counterOf(
  { keys }: Dependencies,
  limit: AttemptLimit,
  { session: { voterId }, now }: ReissueClaim,
  ...of: string[]
): LimitedCounter {
  return limitedCounter(keys, limit, [voterId, ...of], now)
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
  accountNews: AccountNewsQueue
  takenPhones: TakenPhones
  keys: KeysFor<'attempt'>
}
