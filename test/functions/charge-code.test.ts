import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { signInPage } from '../../shared/domain/captcha.ts'
import { networkCodesLimit, voterCodesLimit, workOf } from '../../shared/domain/limits.ts'
import type { Challenge, Proof } from '../../shared/domain/proof-of-work.ts'
import { search } from '../../site/scripts/sha-256-search.ts'
import { keys, now } from '../builders/values.ts'
import { aSignedInVoter, password, type SignedInVoter } from '../builders/voters.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

let tables: InMemoryTables
let clock: FakeClock
let voter: SignedInVoter

beforeEach(async () => {
  tables = inMemoryTables()
  clock = fakeClock(now)
  voter = await aSignedInVoter(tables)
})

const school = '198.51.100.7'
type Request = Parameters<typeof createCaptcha>[1]

function draw(changes: Partial<Request> = {}) {
  const request = { asker: signInPage, clientNetwork: school, ...changes } as const
  return createCaptcha({ ...tables, keys, drawCode: () => '0042', clock }, request)
}

async function drawTimes(times: number, changes: Partial<Request> = {}): Promise<void> {
  for (let time = 0; time < times; time++) expect(await draw(changes)).toMatchObject(created)
}

async function owed(changes: Partial<Request> = {}): Promise<Challenge> {
  const creation = await draw(changes)
  if (creation.outcome !== 'proof-needed') throw new Error(creation.outcome)
  return creation.challenge
}

function solved(challenge: Challenge): Proof {
  const { salt, hash, most } = challenge
  const number = search(salt, hash, 0, most)
  if (number === undefined) throw new Error('There is no number')
  return { ...challenge, number }
}

const needed = { outcome: 'proof-needed' }
const created = { outcome: 'created' }

describe('security codes', () => {
  it('are free for a queue of voters on one address, and then for a proof of work', async () => {
    await drawTimes(networkCodesLimit.free)
    expect(await draw()).toMatchObject({ ...needed, retryAfterSeconds: 900 })
    expect(await draw({ proof: solved(await owed()) })).toMatchObject(created)
    expect(await draw({ clientNetwork: '203.0.113.9' })).toMatchObject(created)
    expect(await draw({ asker: voter.session })).toMatchObject(created)
    clock.advance(900)
    expect(await draw()).toMatchObject(created)
  })

  it('are counted for a voter on whatever network, and for no other voter there', async () => {
    const asker = voter.session
    await drawTimes(voterCodesLimit.free, { asker })
    expect(await draw({ asker, clientNetwork: '203.0.113.9' })).toMatchObject(needed)
    expect(await draw({ asker: (await aSignedInVoter(tables)).session })).toMatchObject(created)
  })

  it('that open a sign-in are given back, so an academy that comes in pays nothing', async () => {
    for (let time = 0; time < networkCodesLimit.free + 5; time++) {
      const drawn = await draw()
      if (drawn.outcome !== 'created') throw new Error(drawn.outcome)
      if (time % 30 > 0) continue
      const captcha = { id: drawn.captcha.captchaId, code: '0042' }
      const typed = { email: voter.email, password, captcha, deviceCookie: undefined }
      const entry = await signIn({ ...tables, keys, clock }, { ...typed, clientNetwork: school })
      expect(entry).toMatchObject({ outcome: 'signed-in' })
    }
  })
})

describe('a proof of work', () => {
  const asker = () => ({ asker: voter.session })
  beforeEach(() => drawTimes(voterCodesLimit.free, asker()))

  it('serves once, sent at once as often as one likes', async () => {
    const proof = solved(await owed(asker()))
    const drawn = await Promise.all(Array.from({ length: 20 }, () => draw({ ...asker(), proof })))
    expect(drawn.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
  })

  it('serves for five minutes', async () => {
    const proof = solved(await owed(asker()))
    clock.advance(300)
    expect(await draw({ ...asker(), proof })).toMatchObject(needed)
  })

  it('serves nobody else, nothing else, and not when it is changed', async () => {
    const challenge = await owed(asker())
    const proof = solved(challenge)
    const number = proof.number === 0 ? 1 : proof.number - 1
    const salt = `${challenge.salt}0`
    const cheap = { ...proof, salt, most: 0, number: 0, hash: sha256(`${salt}0`) }
    const later = { ...proof, salt: proof.salt.replace(/\d+$/, '9999999999') }
    for (const changed of [{ ...proof, number }, { ...proof, most: 1e9 }, cheap, later]) {
      expect(await draw({ ...asker(), proof: changed })).toMatchObject(needed)
    }
    const other = await aSignedInVoter(tables)
    await drawTimes(voterCodesLimit.free, { asker: other.session })
    expect(await draw({ asker: other.session, proof })).toMatchObject(needed)
    expect(await draw({ ...asker(), proof })).toMatchObject(created)
  })

  it('costs more with each code that was drawn; one asked for earlier is worth half at least', async () => {
    const [one, other, third] = [await owed(asker()), await owed(asker()), await owed(asker())]
    expect(one.most).toBe(workOf(voterCodesLimit, voterCodesLimit.free))
    const drawn = voterCodesLimit.free + voterCodesLimit.doublesAfter
    await countUpTo(drawn)
    expect((await owed(asker())).most).toBe(one.most * 2)
    expect(await draw({ ...asker(), proof: solved(other) })).toMatchObject(created)
    await countUpTo(drawn + voterCodesLimit.doublesAfter)
    expect((await owed(asker())).most).toBe(one.most * 4)
    expect(await draw({ ...asker(), proof: solved(third) })).toMatchObject(needed)
  })

  it('never costs more than an old phone does in half a minute', () => {
    expect(workOf(networkCodesLimit, 1e9)).toBe(1_600_000)
  })
})

/** As if that many were drawn: proving each would take the test seconds. */
async function countUpTo(count: number): Promise<void> {
  const counters = tables.look.everything().attempts
  for (const [key, { attempts }] of counters) {
    if (attempts < voterCodesLimit.free) continue
    const counter = { attemptKey: key, windowEndsAt: clock() }
    for (let more = attempts; more < count; more++) await tables.attempts.countAgain(counter, now)
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
