import { setTimeout as wait } from 'node:timers/promises'
import { BareClient } from '../journey/without-cloudfront.ts'
import { type Attack, expectEntry, signInWithCode } from './attack.ts'

const network = '203.0.113.30'
const pollMilliseconds = 250
/** A person who reads another code and types their password again. */
const victimMilliseconds = 5000
/** What a person may have to wait for, whatever strangers send. */
const boundSeconds = 60
const patienceSeconds = 90

/** Wrong passwords with right codes, again and again, on the network of a voter who has a new browser. */
export const lockOutNewBrowser: Attack = async (run) => {
  const voter = run.anotherVoter()
  await expectEntry(new BareClient(run, '203.0.113.31'), run.anotherVoter())
  const ending = new AbortController()
  const poller = poll(ending.signal)
  // So that the attack has begun in earnest when the voter comes.
  await wait(20 * pollMilliseconds)
  const began = Date.now()
  let seconds = Number.POSITIVE_INFINITY
  while (Date.now() - began < patienceSeconds * 1000) {
    const status = await signInWithCode(new BareClient(run, network), voter, voter.password)
    if (status === 204) {
      seconds = Math.ceil((Date.now() - began) / 1000)
      break
    }
    await wait(victimMilliseconds)
  }
  ending.abort()
  await poller
  return [
    {
      what: 'until right credentials and a right code open a new browser beside a poller',
      measured: seconds,
      bound: boundSeconds,
      unit: 's',
    },
  ]

  async function poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      void signInWithCode(new BareClient(run, network), voter, 'not the password').catch(() => {})
      await wait(pollMilliseconds, undefined, { signal }).catch(() => {})
    }
  }
}
