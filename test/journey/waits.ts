import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import { pairLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { bothClocks } from '../builders/values.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import type { ApiClient, LocalRun } from './local-run.ts'

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

export async function lengthenWait(run: LocalRun, email: string): Promise<void> {
  for (const network of networks) {
    const subject = ['space', voterIdOf(run.keys, email), network]
    const { attemptKey } = limitedCounter(run.keys, pairLimit, subject, bothClocks(Date.now()))
    if (await itemOf(run, 'ATTEMPTS_TABLE', { attemptKey })) {
      await setItem(run, 'ATTEMPTS_TABLE', { attemptKey }, { lastAt: fromNow(50) })
    }
  }
}
