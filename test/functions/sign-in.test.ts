import { beforeEach, describe, expect, it } from 'vitest'
import { signInLimit } from '../../functions/domain/attempts.ts'
import { readToken, sessionMinutes } from '../../functions/domain/session.ts'
import { type SignIn, signIn } from '../../functions/sign-in/sign-in.ts'
import { keys, now } from '../builders.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { failing } from '../fakes/interception.ts'
import { aSignedInVoter, password, type SignedInVoter } from '../fakes/scene.ts'

let tables: InMemoryTables
let clock: FakeClock
let voter: SignedInVoter

beforeEach(async () => {
  tables = inMemoryTables()
  clock = fakeClock(now)
  voter = await aSignedInVoter(tables)
})

const wrong = { outcome: 'wrong-credentials' }

function attempt(
  changes: Partial<Parameters<typeof signIn>[1]> = {},
  dependencies: Partial<Parameters<typeof signIn>[0]> = {},
): Promise<SignIn> {
  const { email } = voter
  const given = { email, password, clientNetwork: '198.51.100.7', now: clock(), ...changes }
  return signIn({ ...tables, keys, ...dependencies }, given)
}

async function failTimes(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect(await attempt({ password: 'wrong' })).toEqual(wrong)
  }
}

describe('signing in', () => {
  it("opens a session of the voter's own espace électeur, for an hour", async () => {
    const result = await attempt()
    if (result.outcome !== 'signed-in') throw new Error(result.outcome)
    const claim = readToken(result.cookie)
    if (!claim) throw new Error('The cookie cannot be read')
    expect(claim.voterId).toBe(voter.voterId)
    expect(tables.look.session(claim.tokenHash)).toEqual({
      ...claim,
      kind: 'space',
      expiresAt: new Date(now.getTime() + sessionMinutes * 60_000),
    })
  })

  it('keeps nothing in the table that opens the session by itself', async () => {
    const result = await attempt()
    if (result.outcome !== 'signed-in') throw new Error(result.outcome)
    const secret = result.cookie.split('.')[1] as string
    expect(JSON.stringify([...tables.look.everything().sessions])).not.toContain(secret)
  })

  it('takes the address in any case and with spaces around it', async () => {
    const email = `  ${voter.email.toUpperCase()} `
    expect(await attempt({ email })).toMatchObject({ outcome: 'signed-in' })
  })

  it('never gives two sessions the same cookie', async () => {
    const [one, other] = [await attempt(), await attempt()]
    expect(one).not.toEqual(other)
  })

  it('answers the same to an unknown account, one without a password and a wrong password', async () => {
    const { passwordHash: _, ...withoutPassword } = tables.look.voter(voter.voterId)
    const answers = [
      await attempt({ password: `${password} ` }),
      await attempt({ password: password.toLowerCase() }),
      await attempt({ email: 'nobody@academie.example' }),
      await attempt({}, { voters: { find: async () => withoutPassword } }),
    ]
    expect(answers).toEqual([wrong, wrong, wrong, wrong])
  })

  it('opens nothing after a wrong password', async () => {
    const before = tables.look.everything().sessions
    await failTimes(1)
    expect(tables.look.everything().sessions).toEqual(before)
  })

  it('signs nobody in when the session could not be written', async () => {
    const sessions = failing(tables.sessions, 'open', 'before')
    await expect(attempt({}, { sessions })).rejects.toThrow('no answer')
  })
})

describe('after too many wrong passwords', () => {
  it('refuses even the good one, and says when to come back', async () => {
    await failTimes(signInLimit.maximum)
    // 09:00 begins a window of 15 minutes.
    expect(await attempt()).toEqual({ outcome: 'too-many-attempts', retryAfterSeconds: 900 })
    clock.advance(890)
    expect(await attempt()).toEqual({ outcome: 'too-many-attempts', retryAfterSeconds: 10 })
  })

  it('says the same of an account that does not exist', async () => {
    const email = 'nobody@academie.example'
    for (let time = 0; time < signInLimit.maximum; time++) await attempt({ email })
    expect(await attempt({ email })).toEqual({
      outcome: 'too-many-attempts',
      retryAfterSeconds: 900,
    })
  })

  it('takes the good one as soon as the window has ended', async () => {
    await failTimes(signInLimit.maximum)
    clock.advance(900)
    expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
  })

  it('still signs the voter in from another address, and other voters from this one', async () => {
    await failTimes(signInLimit.maximum)
    const other = await aSignedInVoter(tables)
    expect(await attempt({ clientNetwork: '203.0.113.9' })).toMatchObject({ outcome: 'signed-in' })
    expect(await attempt({ email: other.email })).toMatchObject({ outcome: 'signed-in' })
  })

  it('cannot be escaped by typing the address in another way', async () => {
    await failTimes(signInLimit.maximum)
    const email = voter.email.toUpperCase()
    expect(await attempt({ email })).toMatchObject({ outcome: 'too-many-attempts' })
  })

  it('a burst tries no more passwords than the limit', async () => {
    const guesses = Array.from({ length: 40 }, (_, index) =>
      attempt({ password: `guess ${index}` }),
    )
    const outcomes = (await Promise.all(guesses)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'wrong-credentials')).toHaveLength(
      signInLimit.maximum,
    )
    expect(outcomes.filter((outcome) => outcome === 'too-many-attempts')).toHaveLength(30)
  })

  it('a good password forgets the wrong ones before it', async () => {
    await failTimes(signInLimit.maximum - 1)
    expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
    await failTimes(signInLimit.maximum)
    expect(await attempt()).toMatchObject({ outcome: 'too-many-attempts' })
  })

  it('signs nobody in when the try could not be counted', async () => {
    const before = tables.look.everything().sessions
    const attempts = failing(tables.attempts, 'count', 'before')
    await expect(attempt({}, { attempts })).rejects.toThrow('no answer')
    expect(tables.look.everything().sessions).toEqual(before)
  })
})
