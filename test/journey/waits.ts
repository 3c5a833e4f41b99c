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

const networks = ['127.0.0.1', '::1'].map(networkOf)

/** Lengthens an account's wait: five seconds may be too short on a busy machine. */
export async function lengthenWait({ run, signIn, email }: Tries, limit: AttemptLimit) {
  for (const network of networks) {
    const subject = [signIn, voterIdOf(run.keys, email), network]
    const { attemptKey } = limitedCounter(run.keys, limit, subject, bothClocks(Date.now()))
    if (await itemOf(run, 'ATTEMPTS_TABLE', { attemptKey })) {
      await setItem(run, 'ATTEMPTS_TABLE', { attemptKey }, { lastAt: fromNow(50) })
    }
  }
}
