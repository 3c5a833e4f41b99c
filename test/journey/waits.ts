import { type AttemptLimit, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { bothClocks } from '../builders/values.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import type { ApiClient, LocalRun } from './local-run.ts'

interface Tries {
  run: LocalRun
  signIn: 'space' | 'booth'
  email: string
}

/** With wrong passwords: the refusal looks whether a security code would open the way. */
export async function tryUntilRefused(
  client: ApiClient,
  path: string,
  json: object,
): Promise<void> {
  let status = 0
  while (status !== 429) {
    const wrong = { json: { ...json, password: 'a wrong one' } }
    status = (await client.send('POST', path, wrong)).status
  }
}

/** Where calls of this machine come from. */
const networks = ['127.0.0.1', '::1'].map(networkOf)

/**
 * Lengthens the wait that an account's tries have earned in a browser that is not known, which may be as
 * short as five seconds: a busy machine may need longer for one step of a test.
 */
export async function lengthenWait({ run, signIn, email }: Tries, limit: AttemptLimit) {
  for (const network of networks) {
    const subject = [signIn, voterIdOf(run.keys, email), network]
    const { attemptKey } = limitedCounter(run.keys, limit, subject, bothClocks(Date.now()))
    if (await itemOf(run, 'ATTEMPTS_TABLE', { attemptKey })) {
      await setItem(run, 'ATTEMPTS_TABLE', { attemptKey }, { lastAt: fromNow(50) })
    }
  }
}
