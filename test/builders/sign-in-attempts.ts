import { countFailure, openSession } from '../../shared/access/sign-in-charge.ts'
import {
  type AttemptDecision,
  chargeAttempt,
  type SignInAttempt,
} from '../../shared/access/sign-in-throttle.ts'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { newSpaceSession } from '../../shared/domain/account/session.ts'
import { fakeClock } from '../fakes/clock.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { startingPoint } from './for-each-test.ts'
import { keys, now, voterId } from './values.ts'
import { aCaptcha } from './voters.ts'

export const network = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`

export const countOf = (outcomes: string[], outcome: string) =>
  outcomes.filter((each) => each === outcome).length

export async function aSignInThrottle() {
  const tables = inMemoryTables()
  const clock = fakeClock(now)

  function charge(changes: Partial<SignInAttempt>): Promise<AttemptDecision> {
    const usual = { signIn: 'space', voterId, captchaOwner: signInOwner } as const
    const made = { ...usual, network: '198.51.100.7', deviceId: undefined, ...changes }
    return chargeAttempt({ ...tables, keys }, made, clock())
  }

  async function attempt(changes: Partial<SignInAttempt> = {}): Promise<AttemptDecision> {
    const decision = await charge(changes)
    if (decision.outcome === 'allowed')
      await countFailure(tables.attempts, decision.charge, clock())
    return decision
  }

  async function attemptTimes(
    times: number,
    changes: Partial<SignInAttempt> = {},
  ): Promise<string[]> {
    const outcomes: string[] = []
    for (let time = 0; time < times; time++) outcomes.push((await attempt(changes)).outcome)
    return outcomes
  }

  async function allowedAttempt(changes: Partial<SignInAttempt> = {}) {
    const decision = await charge(changes)
    if (decision.outcome !== 'allowed') throw new Error(decision.outcome)
    return decision.charge
  }

  async function withCaptchas(
    times: number,
    of: (index: number) => Partial<SignInAttempt> = () => ({}),
  ): Promise<string[]> {
    const outcomes: string[] = []
    for (let index = 0; index < times; index++) {
      const changes = of(index)
      const captcha = await aCaptcha(tables, changes.captchaOwner ?? signInOwner, clock())
      outcomes.push((await attempt({ ...changes, captcha })).outcome)
    }
    return outcomes
  }

  return {
    begin: startingPoint({ tables, clock }, []),
    tables,
    withCaptchas,
    sprayWithCodes: (accounts: number) =>
      withCaptchas(accounts, (index) => ({ voterId: `account-${index}` })),
    clock,
    attempt,
    attemptTimes,
    allowedAttempt,
    async signIn(changes: Partial<SignInAttempt> = {}): Promise<void> {
      const allowed = await allowedAttempt(changes)
      const { session } = newSpaceSession({ voterId, sessionEpoch: 0 }, clock())
      await openSession(tables, { session, charge: allowed }, clock())
    },
    code: (owner = signInOwner) => aCaptcha(tables, owner, clock()),
    async useTheAccountUp(): Promise<string[]> {
      const outcomes: string[] = []
      for (let index = 0; index < 5; index++) {
        outcomes.push(...(await attemptTimes(5, { network: network(index) })))
      }
      return outcomes
    },
    async useTheNetworkUp(): Promise<void> {
      for (let index = 0; index < 100; index++) await attempt({ voterId: `account-${index}` })
    },
  }
}
