import { beforeEach, describe, expect, it } from 'vitest'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueRequest,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { attemptCounter } from '../../shared/domain/attempts.ts'
import type { BirthDate } from '../../shared/domain/birth-date.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { captchaMinutes, identityLimit } from '../../shared/domain/limits.ts'
import type { Numen } from '../../shared/domain/numen.ts'
import { hashPhone, unsealPhone } from '../../shared/domain/sealed-phone.ts'
import { dayBefore, smsDayOf } from '../../shared/domain/sms-day.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aForm, aPhone, aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryJournal, inMemoryNews, inMemoryQueue } from '../fakes/channels.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { failing } from '../fakes/interception.ts'

let tables: InMemoryTables
let clock: FakeClock
let smsQueue: ReturnType<typeof inMemoryQueue>
let mailQueue: ReturnType<typeof inMemoryQueue>
let accountNews: ReturnType<typeof inMemoryNews>
let voter: SignedInVoter

beforeEach(async () => {
  tables = inMemoryTables()
  clock = fakeClock(now)
  smsQueue = inMemoryQueue()
  mailQueue = inMemoryQueue()
  accountNews = inMemoryNews()
  voter = await aSignedInVoter(tables)
})

function ask(form: ReissueForm, session = voter.session): Promise<ReissueRequest> {
  const { journal } = inMemoryJournal()
  const queues = [smsQueue, mailQueue]
  const backlog = smsQueue
  const dependencies = { ...tables, keys, election, clock, backlog, queues, accountNews, journal }
  return requestReissue(dependencies, { session, form })
}

const form = (changes: Partial<ReissueForm> = {}) => aForm(tables, voter, changes)

const wrongIdentity = { numen: '99Z9999999ZZZ' as Numen }

const triesOf = ({ voterId }: SignedInVoter) =>
  tables.look.tries(attemptCounter(keys, identityLimit, [voterId], now))

/** Runs what must be refused, and checks that it consumed nothing. */
async function refused(run: () => Promise<ReissueRequest>): Promise<ReissueRequest> {
  const before = tables.look.consumption()
  const result = await run()
  expect(result.outcome).not.toBe('accepted')
  expect(tables.look.consumption()).toEqual(before)
  return result
}

describe('an accepted request', () => {
  it('is written, claimed by the voter, counted on the voter and on the phone', async () => {
    const filled = await form()
    const result = await ask(filled)
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    const { reissueId } = result.reissue
    expect(tables.look.reissue(reissueId)).toEqual(result.reissue)
    expect(result.reissue).toMatchObject({
      voterId: voter.voterId,
      state: 'accepted',
      maskedPhone: `•• •• •• •• ${filled.phone.slice(-2)}`,
      requestedAt: now,
    })
    expect(tables.look.voter(voter.voterId)).toMatchObject({
      reissueCount: 1,
      pendingReissueId: reissueId,
      latestReissueId: reissueId,
    })
    expect(tables.look.phone(hashPhone(keys, filled.phone))).toMatchObject({
      voterId: voter.voterId,
      reissueCount: 1,
    })
  })

  it('leaves once for the SMS and once for the confirmation, with the delay of each queue', async () => {
    const result = await ask(await form())
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    const message = { reissueId: result.reissue.reissueId, delaySeconds: undefined }
    expect(smsQueue.messages).toEqual([message])
    expect(mailQueue.messages).toEqual([message])
  })

  it('leaves the old identifier valid until the SMS is sent', async () => {
    const before = tables.look.voter(voter.voterId).identifierHash
    await ask(await form())
    expect(tables.look.voter(voter.voterId).identifierHash).toBe(before)
  })

  it('keeps the phone under seal, and neither NUMEN nor birth date nor code', async () => {
    const filled = await form()
    const result = await ask(filled)
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    expect(unsealPhone(keys, result.reissue)).toBe(filled.phone)
    const kept = JSON.stringify(result.reissue)
    for (const secret of [filled.phone, filled.phone.slice(4), filled.numen, filled.birthDate]) {
      expect(kept).not.toContain(secret)
    }
  })
})

describe('a request is refused, and consumes nothing,', () => {
  it('without a session, with an expired one, or with one that names another voter', async () => {
    const other = await aSignedInVoter(tables)
    const filled = await form()
    const unauthenticated = { outcome: 'unauthenticated' }
    const stranger = { ...voter.session, tokenHash: 'unknown' }
    expect(await refused(() => ask(filled, stranger))).toEqual(unauthenticated)
    const mixed = { ...voter.session, tokenHash: other.session.tokenHash }
    expect(await refused(() => ask(filled, mixed))).toEqual(unauthenticated)
    clock.advance(3600)
    expect(await refused(() => ask(filled))).toEqual(unauthenticated)
  })

  it('with a session of the espace de vote', async () => {
    const booth = { ...voter.session, tokenHash: 'hash of a booth token' }
    await tables.sessions.open({
      ...booth,
      kind: 'booth',
      spaceTokenHash: voter.session.tokenHash,
      identifierHash: tables.look.voter(voter.voterId).identifierHash,
      expiresAt: new Date(now.getTime() + 60_000),
    })
    const filled = await form()
    expect(await refused(() => ask(filled, booth))).toEqual({ outcome: 'unauthenticated' })
  })

  it('with a wrong NUMEN or a wrong birth date, and never says which', async () => {
    const mismatch = { outcome: 'identity-mismatch' }
    for (const wrong of [wrongIdentity, { birthDate: '1975-03-28' as BirthDate }]) {
      const filled = await form(wrong)
      expect(await refused(() => ask(filled))).toEqual(mismatch)
    }
  })

  it("with the NUMEN and birth date of another voter, however right they'd be there", async () => {
    const other = await aSignedInVoter(tables)
    const filled = await form({ numen: other.numen, birthDate: other.birthDate })
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'identity-mismatch' })
  })

  it('with a wrong code, which is a try as any other', async () => {
    const filled = await form()
    const wrongCode = { ...filled, captcha: { ...filled.captcha, code: '0000' } }
    expect(await refused(() => ask(wrongCode))).toEqual({ outcome: 'captcha-failed' })
    expect(triesOf(voter)).toBe(1)
  })

  it('with the code of another voter, or of nobody', async () => {
    const others = await aForm(tables, await aSignedInVoter(tables))
    const filled = await form({ captcha: others.captcha })
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'captcha-failed' })
    expect(tables.look.captcha(others.captcha.id)).not.toHaveProperty('reissueId')
    const invented = await form({ captcha: { id: 'invented', code: '9456' } })
    expect(await refused(() => ask(invented))).toEqual({ outcome: 'captcha-failed' })
  })

  it('with a code at the instant it expires, and not the millisecond before', async () => {
    const [late, inTime] = [await form(), await form()]
    const expiry = now.getTime() + captchaMinutes * 60_000
    clock.set(new Date(expiry))
    expect(await refused(() => ask(late))).toEqual({ outcome: 'captcha-failed' })
    clock.set(new Date(expiry - 1))
    expect(await ask(inTime)).toMatchObject({ outcome: 'accepted' })
  })

  it('with a phone that serves another voter', async () => {
    const phone = aPhone()
    await acceptReissue(tables, await aSignedInVoter(tables), { phone })
    const filled = await form({ phone })
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'phone-taken' })
    expect(triesOf(voter)).toBe(1)
  })

  it('with a phone that has served this voter three times', async () => {
    const phone = aPhone()
    tables.alter.phone({
      phoneHash: hashPhone(keys, phone),
      voterId: voter.voterId,
      reissueCount: 3,
    })
    const filled = await form({ phone })
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'phone-limit' })
    expect(triesOf(voter)).toBe(1)
  })

  it('at the fourth time', async () => {
    const phone = aPhone()
    for (let time = 1; time <= 3; time++) {
      await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
    }
    const filled = await form()
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'voter-limit' })
    expect(tables.look.voter(voter.voterId).reissueCount).toBe(3)
  })

  it('while another is under way, which it shows; the code can still serve', async () => {
    const pending = await acceptReissue(tables, voter)
    const filled = await form()
    expect(await refused(() => ask(filled))).toEqual({
      outcome: 'already-pending',
      reissue: pending,
    })
    expect(tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
  })

  it.each([
    ['before the window', election.dates.reissueOpensAt.getTime() - 1],
    ['at the end of the window', election.dates.reissueClosesAt.getTime()],
  ])('%s, to whoever is signed in', async (_, instant) => {
    clock.set(new Date(instant))
    await tables.sessions.open({
      ...voter.session,
      kind: 'space',
      expiresAt: new Date(instant + 1),
      endsAt: new Date(instant + 1),
    })
    const filled = await form()
    expect(await refused(() => ask(filled))).toEqual({ outcome: 'reissue-closed' })
    const stranger = { ...voter.session, tokenHash: 'unknown' }
    expect(await refused(() => ask(filled, stranger))).toEqual({ outcome: 'unauthenticated' })
    expect(tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
    expect(smsQueue.messages).toEqual([])
  })

  it('when too many wrong tries were made in the day, even if all is right', async () => {
    for (let time = 0; time < identityLimit.maximum; time++) {
      expect(await ask(await form(wrongIdentity))).toEqual({ outcome: 'identity-mismatch' })
    }
    const filled = await form()
    // 09:00 UTC: the day's window ends 15 hours later.
    expect(await refused(() => ask(filled))).toEqual({
      outcome: 'too-many-attempts',
      retryAfterSeconds: 15 * 3600,
    })
    const others = await aSignedInVoter(tables)
    expect(await ask(await aForm(tables, others), others.session)).toMatchObject({
      outcome: 'accepted',
    })
  })
})

describe('a voter who has just replaced a password', () => {
  const until = secondsLater(now, 86_400)
  const refusal = { outcome: 'both-factors-lost', until }

  beforeEach(() => {
    tables.alter.voter(voter.voterId, { passwordRenewedAt: now })
  })

  it('is refused whatever they know, and nothing is consumed, code and try included', async () => {
    tables.alter.voter(voter.voterId, { bothFactorsLostToldAt: now })
    const filled = await form()
    expect(await refused(() => ask(filled))).toEqual(refusal)
    expect(await refused(() => ask({ ...filled, ...wrongIdentity }))).toEqual(refusal)
    expect(triesOf(voter)).toBe(0)
    expect(tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
  })

  it('is told of it by e-mail once, however often they ask, at once or later', async () => {
    const filled = await form()
    await Promise.all(Array.from({ length: 20 }, () => ask(filled)))
    expect(accountNews.messages).toEqual([
      { news: 'both-factors-lost', voterId: voter.voterId, at: now },
    ])
  })

  it('is told at the next refusal when the queue did not answer', async () => {
    const filled = await form()
    const working = accountNews
    accountNews = { ...working, put: () => Promise.reject(new Error('no answer')) }
    expect(await ask(filled)).toEqual(refusal)
    accountNews = working
    await ask(filled)
    expect(working.messages).toHaveLength(1)
  })
})

describe('a try of the day', () => {
  it('is counted before anything is compared, whatever is wrong', async () => {
    const filled = await form()
    await ask(withCode(filled, '0000'))
    expect(triesOf(voter)).toBe(1)
    await ask(await form(wrongIdentity))
    expect(triesOf(voter)).toBe(2)
    const phone = aPhone()
    await acceptReissue(tables, await aSignedInVoter(tables), { phone })
    await ask(await form({ phone }))
    expect(triesOf(voter)).toBe(3)
  })

  it('is given back, with those before it, by an accepted request', async () => {
    await ask(await form(wrongIdentity))
    await ask(await form())
    expect(triesOf(voter)).toBe(0)
  })

  it('is not counted when the request was not admitted', async () => {
    const filled = await form()
    await ask(withCode(filled, '0000'))
    await ask(filled)
    await ask({ ...filled, captcha: { id: 'invented', code: '9456' } })
    expect(triesOf(voter)).toBe(1)
  })
})

describe('within the exact window', () => {
  it.each([
    ['at its first instant', election.dates.reissueOpensAt.getTime()],
    ['in its last millisecond', election.dates.reissueClosesAt.getTime() - 1],
  ])('a request is accepted %s', async (_, instant) => {
    clock.set(new Date(instant))
    await tables.sessions.open({
      ...voter.session,
      kind: 'space',
      expiresAt: new Date(instant + 1),
      endsAt: new Date(instant + 1),
    })
    const filled = await aForm(tables, voter, {}, new Date(instant))
    expect(await ask(filled)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('a security code serves once', () => {
  it.each([
    ['a wrong code', (filled: ReissueForm) => withCode(filled, '0000'), 'captcha-failed'],
    [
      'a wrong identity',
      (filled: ReissueForm) => ({ ...filled, ...wrongIdentity }),
      'identity-mismatch',
    ],
  ])('and is used up by %s', async (_, spoil, outcome) => {
    const filled = await form()
    expect(await ask(spoil(filled))).toEqual({ outcome })
    expect(await ask(filled)).toEqual({ outcome: 'captcha-failed' })
  })

  it('whatever is sent with it twice at once: the second learns nothing', async () => {
    const filled = await form()
    const guesses = [wrongIdentity, { birthDate: '1980-01-01' as BirthDate }]
    const answers = await Promise.all(guesses.map((guess) => ask({ ...filled, ...guess })))
    expect(answers.map(({ outcome }) => outcome)).toEqual(['identity-mismatch', 'captcha-failed'])
    expect(triesOf(voter)).toBe(1)
  })

  it('and an accepted request uses it up', async () => {
    const phone = aPhone()
    const filled = await form({ phone })
    const result = await ask(filled)
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    await sendTo(tables, result.reissue, phone)
    expect(await ask(filled)).toEqual({ outcome: 'captcha-failed' })
  })
})

describe('the moment that a request reserves', () => {
  const nextMoment = async () => {
    const { smsDelaySeconds } = election
    const ready = secondsLater(now, smsDelaySeconds)
    const { moment } = await tables.smsSlots.reserve(smsDayOf(now, election.timeZone), ready, 1)
    return moment.getTime()
  }

  it('puts the promise of the next one off', async () => {
    const other = await aSignedInVoter(tables)
    const first = await ask(await form())
    const second = await ask(await aForm(tables, other), other.session)
    const promised = (result: ReissueRequest) =>
      result.outcome === 'accepted' ? result.reissue.expectedAt.getTime() : 0
    expect(promised(second)).toBeGreaterThan(promised(first))
  })

  it('comes after those whom the day before put off', async () => {
    const today = smsDayOf(now, election.timeZone)
    for (let held = 0; held < 5; held++) {
      await tables.smsDays.countHeld(dayBefore(today, election.timeZone))
    }
    const result = await ask(await form())
    const usual = secondsLater(now, election.smsDelaySeconds + 60 + 1)
    expect(result.outcome === 'accepted' && result.reissue.expectedAt > usual).toBe(true)
  })

  it('is given back when the tables fail before anything is accepted', async () => {
    const free = await nextMoment()
    const reissueRequests = failing(tables.reissueRequests, 'admit', 'before')
    const session = voter.session
    const { journal } = inMemoryJournal()
    const dependencies = {
      ...tables,
      keys,
      election,
      clock,
      backlog: smsQueue,
      queues: [],
      accountNews,
      journal,
    }
    await expect(
      requestReissue({ ...dependencies, reissueRequests }, { session, form: await form() }),
    ).rejects.toThrow('got no answer')
    expect(await nextMoment()).toBe(free + 1000)
  })

  it('is given back by a request that is refused, before or after it was admitted', async () => {
    const free = await nextMoment()
    const code = await form()
    await ask({ ...code, captcha: { ...code.captcha, id: 'no such picture' } })
    await ask(await form(wrongIdentity))
    expect(await nextMoment()).toBe(free + 1000)
  })
})

describe('a phone serves one voter', () => {
  it('and another one once the only request it served was given back', async () => {
    const phone = aPhone()
    const first = await aSignedInVoter(tables)
    const reissue = await acceptReissue(tables, first, { phone })
    await sendTo(tables, reissue, phone, { refused: 'invalid-number' })
    expect(await ask(await form({ phone }))).toMatchObject({ outcome: 'accepted' })
  })

  it('and three requests of that voter', async () => {
    const phone = aPhone()
    for (let time = 1; time <= 3; time++) {
      await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
    }
    expect(tables.look.phone(hashPhone(keys, phone)).reissueCount).toBe(3)
  })
})

function withCode(filled: ReissueForm, code: string): ReissueForm {
  return { ...filled, captcha: { ...filled.captcha, code } }
}
