import { setTimeout as wait } from 'node:timers/promises'
import type { DemoVoter } from '../../local/demo.ts'
import { spacePairCodeLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { type ApiClient, signIn } from '../journey/local-run.ts'
import { tryUntilRefused } from '../journey/waits.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import { type Attack, signInWithCode } from './attack.ts'
import { codeMailedTo, signInByInstructions } from './follow-instructions.ts'

const network = '203.0.113.30'
const pollMilliseconds = 250
const boundSeconds = 60

export const lockOutNewBrowser: Attack = async (run) => {
  const voter = run.anotherVoter()
  const calm = run.anotherVoter()
  const status = await signInWithCode(bareClient(run, '203.0.113.31'), calm, calm.password)
  if (status !== 204) throw new Error(`Nobody attacks yet, and a sign-in answers ${status}`)
  const ending = new AbortController()
  const poller = poll(ending.signal)
  // Ensures that this network's attempts are used up when the voter comes.
  await wait(spacePairCodeLimit.free * 1.2 * pollMilliseconds)
  const measured = await signInByInstructions(run, bareClient(run, network), voter)
  ending.abort()
  await poller
  return [
    {
      what: 'until right credentials open a new browser beside a poller, by what the refusals tell',
      measured,
      bound: boundSeconds,
      unit: 's',
    },
  ]

  async function poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      void guess(bareClient(run, network), voter).catch(() => {})
      await wait(pollMilliseconds, undefined, { signal }).catch(() => {})
    }
  }
}

async function guess(stranger: ApiClient, voter: DemoVoter): Promise<void> {
  const json = { email: voter.email, password: 'not the password' }
  await stranger.send('POST', '/api/session', { json })
  await signInWithCode(stranger, voter, 'not the password')
}

export const makeKnownBrowserWait: Attack = async (run) => {
  const voter = run.anotherVoter()
  const knownBrowser = await signIn(run, voter, bareClient(run, '203.0.113.33'))
  const { email, password } = voter
  await tryUntilRefused(knownBrowser, '/api/session', { email })
  await knownBrowser.send('POST', '/api/account/link', { json: { email, wants: 'sign-in-code' } })
  const json = { email, password, mailedCode: await codeMailedTo(run, email) }
  const answer = await knownBrowser.send('POST', '/api/session', { json })
  return [
    {
      what: `the code of an e-mail on a known browser that waits (${answer.status} for 204)`,
      measured: answer.status === 204 ? 0 : 1,
      bound: 0,
      unit: 'refused',
    },
  ]
}
