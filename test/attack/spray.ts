import { setTimeout as wait } from 'node:timers/promises'
import { networkLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import { type Attack, expectEntry, signInWithCode } from './attack.ts'

const accounts = 400
const spraySeconds = 90

/** Waits for a new window: attempts across two windows would be allowed the limits of both. */
async function wholeWindow(): Promise<void> {
  const windowMilliseconds = networkLimit.windowSeconds * 1000
  const leftMilliseconds = windowMilliseconds - (Date.now() % windowMilliseconds)
  if (leftMilliseconds < spraySeconds * 1000) await wait(leftMilliseconds)
}

export const sprayAccounts: Attack = async (run) => {
  const ownVoter = run.anotherVoter()
  await expectEntry(bareClient(run, '203.0.113.21'), ownVoter)
  const stranger = bareClient(run, '203.0.113.20')
  await wholeWindow()
  let compared = 0
  let refused = 0
  for (let account = 0; account < accounts; account++) {
    const status = await signInWithCode(stranger, run.anotherVoter(), 'Rentree-2026-vote')
    if (status === 401) compared += 1
    if (status === 429 || status === 400) refused += 1
  }
  return [
    {
      what: `passwords compared for ${accounts} accounts from one address, with codes`,
      measured: compared,
      bound: networkLimit.quota,
      unit: 'passwords',
    },
    {
      what: `tries of the ${accounts} that were neither compared nor refused`,
      measured: accounts - compared - refused,
      bound: 0,
      unit: 'tries',
    },
  ]
}
