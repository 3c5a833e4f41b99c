import { setTimeout as wait } from 'node:timers/promises'
import type { DemoVoter } from '../../local/demo.ts'
import { mailedCodeMailLimit } from '../../shared/domain/account/mailed-code.ts'
import {
  spaceCaptchaLimit,
  spacePairCaptchaLimit,
} from '../../shared/domain/account/sign-in-limits.ts'
import { type ApiClient, signIn } from '../journey/local-run.ts'
import { tryUntilRefused } from '../journey/waits.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import { type Attack, expectEntry, signInWithCode } from './attack.ts'
import { codeMailedTo, signInByInstructions } from './follow-instructions.ts'

const network = '203.0.113.30'
const pollMilliseconds = 250
const boundSeconds = 60

const finding = (what: string, measured: number) => ({
  what: `until right credentials open ${what}, by what the refusals tell`,
  measured,
  bound: boundSeconds,
  unit: 's',
})

export const lockOutNewBrowser: Attack = async (run) => {
  const voter = run.anotherVoter()
  await expectEntry(bareClient(run, '203.0.113.31'), run.anotherVoter())
  const ending = new AbortController()
  const poller = poll(ending.signal)
  await wait(spacePairCaptchaLimit.quota * 1.2 * pollMilliseconds)
  const measured = await signInByInstructions(run, bareClient(run, network), voter)
  ending.abort()
  await poller
  return [finding('a new browser beside a poller', measured)]

  async function poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      void guess(bareClient(run, network), voter).catch(() => {})
      await wait(pollMilliseconds, undefined, { signal }).catch(() => {})
    }
  }
}

/** ATTACK_REQUESTS sets the number of attempts; the whole proof exhausts an account from sixty networks. */
const tries = Math.min(
  spaceCaptchaLimit.quota,
  Number(process.env.ATTACK_REQUESTS ?? '') || 2 * spacePairCaptchaLimit.quota,
)

export const useUpAccount: Attack = async (run) => {
  const voter = run.anotherVoter()
  const stranger = bareClient(run, '203.0.113.32')
  const { email } = voter
  for (let mail = 0; mail < mailedCodeMailLimit.quota; mail++) {
    const json = { email, wants: 'sign-in-code' }
    await stranger.send('POST', '/api/account/link', { json })
  }
  await codeMailedTo(run, email)
  for (let number = 0; number < tries; number++) {
    await guess(bareClient(run, addressOf(number)), voter)
  }
  const measured = await signInByInstructions(run, bareClient(run, addressOf(0)), voter)
  return [finding(`a new browser after ${tries} tries of its account, its codes drawn`, measured)]
}

const addressOf = (number: number) => `10.7.${Math.floor(number / spacePairCaptchaLimit.quota)}.1`

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
