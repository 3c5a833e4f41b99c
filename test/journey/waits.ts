import { type AttemptLimit, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import { deviceLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
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
export async function lengthenWait(tries: Tries, limit: AttemptLimit): Promise<void> {
  await Promise.all(networks.map((network) => lengthen(tries, limit, network)))
}

/** The same in a browser that is known. @param cookie its `__Host-device` */
export async function lengthenKnownWait(tries: Tries, cookie: string | undefined): Promise<void> {
  await lengthen(tries, deviceLimit, String(cookie).split('.')[0] as string)
}

async function lengthen(
  { run, signIn, email }: Tries,
  limit: AttemptLimit,
  where: string,
): Promise<void> {
  const subject = [signIn, voterIdOf(run.keys, email), where]
  const { attemptKey } = limitedCounter(run.keys, limit, subject, new Date())
  if (await itemOf(run, 'ATTEMPTS_TABLE', { attemptKey })) {
    await setItem(run, 'ATTEMPTS_TABLE', { attemptKey }, { lastAt: fromNow(50) })
  }
}
