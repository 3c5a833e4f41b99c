import { describe, expect, it } from 'vitest'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { signInPage } from '../../shared/domain/account/captcha.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aCaptcha, aSignedInVoter, election, password } from '../builders/voters.ts'
import { callCounter } from './call-counter.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

// Of what is no load of the busiest minute: `table-units.embedded.test.ts` counts those.

const tables = await openEmbeddedTables()
const counter = callCounter(tables)

interface Try {
  isKnown?: boolean
  isWrong?: boolean
  isCodeShown?: boolean
  secondsSince?: number
}

async function aVoter() {
  const { email, session, identifier, voterId } = await aSignedInVoter(tables)
  const dependenciesAt = (seconds = 0) => ({
    ...usualPorts(tables, secondsLater(now, seconds)),
    election: { ...election, dates: { ...election.dates, voteOpensAt: now } },
  })
  const requestOf = async ({ isKnown, isWrong, isCodeShown }: Try, owner: string) => ({
    password: isWrong ? 'another' : password,
    clientNetwork: '198.51.100.7',
    deviceCookie: isKnown ? newDevice(keys, { voterId, sessionEpoch: 0 }).cookie : undefined,
    captcha: isCodeShown ? await aCaptcha(tables, owner) : undefined,
  })
  const counted = async (run: () => Promise<{ outcome: string }>) => {
    counter.begin()
    const { outcome } = await run()
    return { outcome, ...counter.counted().roundTrips }
  }
  return {
    async signsIn(made: Try) {
      const request = { ...(await requestOf(made, signInPage)), email }
      return counted(() => signIn(dependenciesAt(), request))
    },
    async entersTheBooth(made: Try) {
      const request = { ...(await requestOf(made, voterId)), claim: session, identifier }
      return counted(() => enterBooth(dependenciesAt(made.secondsSince), request))
    },
  }
}

describe('the round trips', () => {
  it('of a sign-in on a known browser', async () => {
    const voter = await aVoter()
    const signedIn = { outcome: 'signed-in', sequence: 3, calls: 3 }
    expect(await voter.signsIn({ isKnown: true })).toEqual(signedIn)
    const wrong = { outcome: 'wrong-credentials', sequence: 2, calls: 2 }
    expect(await voter.signsIn({ isKnown: true, isWrong: true })).toEqual(wrong)
  })

  it('of wrong sign-ins with a code, the first of which counts the account, and of the right one', async () => {
    const voter = await aVoter()
    const made = { isCodeShown: true, isWrong: true }
    const wrong = { outcome: 'wrong-credentials' }
    expect(await voter.signsIn(made)).toEqual({ ...wrong, sequence: 4, calls: 7 })
    expect(await voter.signsIn(made)).toEqual({ ...wrong, sequence: 3, calls: 6 })
    const signedIn = { outcome: 'signed-in', sequence: 5, calls: 8 }
    expect(await voter.signsIn({ isCodeShown: true })).toEqual(signedIn)
  })

  it('of an entry of the booth on a known browser', async () => {
    const voter = await aVoter()
    const entered = { outcome: 'entered', sequence: 3, calls: 4 }
    expect(await voter.entersTheBooth({ isKnown: true })).toEqual(entered)
  })

  it('of an entry of the booth with a code', async () => {
    const voter = await aVoter()
    const entered = { outcome: 'entered', sequence: 5, calls: 8 }
    expect(await voter.entersTheBooth({ isCodeShown: true })).toEqual(entered)
  })

  it('of an entry of the booth that prolongs the session meanwhile', async () => {
    const voter = await aVoter()
    const entered = { outcome: 'entered', sequence: 4, calls: 8 }
    expect(await voter.entersTheBooth({ secondsSince: 600 })).toEqual(entered)
  })
})
