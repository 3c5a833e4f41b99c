import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  leaseSeconds,
  type Sending,
  sendIdentifier,
} from '../../functions/send-identifier/send-identifier.ts'
import { deriveIdentifier, inGroupsOfFour } from '../../shared/domain/identifier.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import type { Reissue } from '../../shared/domain/reissue.ts'
import { hashPhone } from '../../shared/domain/sealed-phone.ts'
import { dayBefore, smsDayOf } from '../../shared/domain/sms-day.ts'
import { holdsIdentifier } from '../../shared/domain/voter.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { aLease, keys, now } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryCarrier, inMemoryJournal, inMemoryQueue } from '../fakes/channels.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { anInvocation, everyDeath, failing, intercept, moments } from '../fakes/interception.ts'

/** How long SQS hides a message that a sender took and said nothing of. */
const visibilitySeconds = 180

const today = smsDayOf(now, election.timeZone)

let tables: InMemoryTables
let clock: FakeClock
let carrier: ReturnType<typeof inMemoryCarrier>
let mailQueue: ReturnType<typeof inMemoryQueue>
let voter: SignedInVoter
let phone: Phone
let reissue: Reissue
/** How often SQS has delivered the message; two deliveries of one number are copies. */
let receiveCount: number

beforeEach(begin)

async function begin(): Promise<void> {
  receiveCount = 1
  tables = inMemoryTables()
  clock = fakeClock(now)
  voter = await aSignedInVoter(tables)
  phone = aPhone()
  carrier = inMemoryCarrier(phone)
  mailQueue = inMemoryQueue()
  reissue = await acceptReissue(tables, voter, { phone })
  clock.advance(election.smsDelaySeconds)
}

type Dependencies = Parameters<typeof sendIdentifier>[0]

function deliver(engines: Partial<Dependencies> = {}): Promise<Sending> {
  const turn = async () => {}
  const { journal } = inMemoryJournal()
  const dependencies = {
    ...tables,
    carrier,
    mailQueue,
    keys,
    election,
    turn,
    clock,
    journal,
    ...engines,
  }
  return sendIdentifier(dependencies, reissue.reissueId, {
    queueMessageId: 'message',
    receiveCount,
  })
}

/** As SQS does: again and again, each time the message has become visible, until it is done with. */
async function redeliver(): Promise<Sending> {
  for (let delivery = 0; delivery < 10; delivery++) {
    clock.advance(visibilitySeconds)
    receiveCount++
    const sending = await deliver()
    if (sending.outcome !== 'busy') return sending
  }
  throw new Error('The message went to the DLQ')
}

const newIdentifier = () => deriveIdentifier(keys, voter.voterId, reissue.reissueId)

/** Which of the two identifiers the booth would take now. */
function validIdentifier(): 'old' | 'new' {
  const line = tables.look.voter(voter.voterId)
  const valid = [
    holdsIdentifier(keys, line, voter.identifier) && 'old',
    holdsIdentifier(keys, line, newIdentifier()) && 'new',
  ].filter((each) => each !== false)
  if (valid.length !== 1) throw new Error(`${valid.length} identifiers are valid`)
  return valid[0] as 'old' | 'new'
}

/** Looks after each call whether the new identifier is valid only once it was handed over. */
const watched = <Port extends object>(port: Port) =>
  intercept(port, async (call) => {
    const answer = await call.run()
    if (validIdentifier() === 'new') expect(carrier.texts.length).toBeGreaterThan(0)
    return answer
  })

function expectSent(): void {
  const { state, history, sealedPhone, smsDueAt, messageId } = tables.look.reissue(
    reissue.reissueId,
  )
  expect(state).toBe('sent')
  expect(history.map((step) => step.state)).toEqual(['accepted', 'sending', 'sent'])
  expect([sealedPhone, smsDueAt]).toEqual([undefined, undefined])
  expect(carrier.texts.map((sms) => sms.messageId)).toContain(messageId)
  expect(validIdentifier()).toBe('new')
  expect(tables.look.voter(voter.voterId)).toMatchObject({
    reissueCount: 1,
    latestReissueId: reissue.reissueId,
  })
  expect(tables.look.voter(voter.voterId)).not.toHaveProperty('pendingReissueId')
  const texts = new Set(carrier.texts.map(({ text }) => text))
  expect(texts.size).toBe(1)
  expect([...texts][0]).toContain(inGroupsOfFour(newIdentifier()))
  expect(new Set(carrier.texts.map((sms) => sms.phone))).toEqual(new Set([phone]))
}

function expectGivenBack(): void {
  const { state, history, sealedPhone } = tables.look.reissue(reissue.reissueId)
  expect(state).toBe('failed')
  expect(history.map((step) => step.state)).toEqual(['accepted', 'sending', 'failed'])
  expect(sealedPhone).toBeUndefined()
  expect(tables.look.voter(voter.voterId).reissueCount).toBe(0)
  expect(tables.look.voter(voter.voterId)).not.toHaveProperty('pendingReissueId')
  expect(tables.look.phone(hashPhone(keys, phone)).reissueCount).toBe(0)
  expect(validIdentifier()).toBe('old')
  expect(carrier.texts).toEqual([])
}

describe('the new identifier', () => {
  it('goes by SMS to the phone of the request, then takes the place of the old one', async () => {
    expect(await deliver()).toEqual({ outcome: 'sent', messageId: 'sms-1' })
    expectSent()
    expect(carrier.texts[0]?.text).toBe(
      [
        'Bonjour,',
        `Votre nouvel identifiant de vote: ${inGroupsOfFour(newIdentifier())}`,
        'Votre ancien identifiant a été invalidé.',
        'Cordialement,',
        "Le Ministère de l'Éducation Nationale",
      ].join('\n'),
    )
  })

  it('is stored nowhere in clear', async () => {
    await deliver()
    const everything = JSON.stringify(
      Object.values(tables.look.everything()).map((table) => [...table]),
    )
    expect(everything).not.toContain(newIdentifier())
    expect(everything).not.toContain(phone)
  })

  it('is not sent for a request that was never accepted', async () => {
    reissue = { ...reissue, reissueId: '00000000-0000-4000-8000-000000000000' }
    expect(await deliver()).toEqual({ outcome: 'absent' })
    expect(carrier.texts).toEqual([])
  })
})

describe('when SQS delivers the message five times', () => {
  it('one after the other, one SMS leaves', async () => {
    const outcomes = []
    for (let delivery = 0; delivery < 5; delivery++) outcomes.push((await deliver()).outcome)
    expect(outcomes).toEqual(['sent', 'over', 'over', 'over', 'over'])
    expect(carrier.texts).toHaveLength(1)
    expectSent()
  })

  it('at once, in whatever order the calls fall, one SMS leaves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        await begin()
        const turn = <Port extends object>(port: Port) =>
          intercept(port, async ({ method, run }) => {
            await scheduler.schedule(Promise.resolve(), method)
            return run()
          })
        const engines = { sendings: turn(watched(tables.sendings)), carrier: turn(carrier) }
        const deliveries = Array.from({ length: 5 }, () => deliver(engines))
        const outcomes = await scheduler.waitFor(Promise.all(deliveries))
        expect(outcomes.filter(({ outcome }) => outcome === 'sent')).toHaveLength(1)
        expect(carrier.texts).toHaveLength(1)
        expectSent()
      }),
      { numRuns: 100 },
    )
  })

  it('to senders so slow that leases end meanwhile, every SMS carries the same identifier', async () => {
    const sent = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        await begin()
        const itsTurn = async (step: string) => {
          await scheduler.schedule(Promise.resolve(), step)
          clock.advance(leaseSeconds / 2)
        }
        const slow = <Port extends object>(port: Port) =>
          intercept(port, ({ method, run }) => itsTurn(method).then(run))
        const engines = { sendings: slow(watched(tables.sendings)), carrier: slow(carrier) }
        const deliveries = Array.from({ length: 5 }, () =>
          itsTurn('deliver').then(() => deliver(engines)),
        )
        await scheduler.waitFor(Promise.all(deliveries))
        sent.add(carrier.texts.length)
        expectSent()
      }),
      { numRuns: 100, seed: 2026 },
    )
    expect(Math.max(...sent)).toBeGreaterThan(1)
  })
})

describe('a message that meets a sender at work', () => {
  it('comes back later, and finds the work done', async () => {
    await tables.sendings.start(
      reissue.reissueId,
      aLease(clock(), new Date(clock().getTime() + 30_000)),
    )
    expect(await deliver()).toEqual({ outcome: 'busy' })
    expect(carrier.texts).toEqual([])
  })

  it('takes over at the exact end of its lease', async () => {
    const leaseEndsAt = new Date(clock().getTime() + leaseSeconds * 1000)
    await tables.sendings.start(reissue.reissueId, aLease(clock(), leaseEndsAt))
    clock.set(new Date(leaseEndsAt.getTime() - 1))
    expect(await deliver()).toEqual({ outcome: 'busy' })
    clock.set(leaseEndsAt)
    expect(await deliver()).toMatchObject({ outcome: 'sent' })
    expectSent()
  })
})

describe('killed at any call, the sender', () => {
  it('loses nothing: redelivery sends the same identifier and ends sent', async () => {
    const texts = new Set<number>()
    const deaths = await everyDeath(async (invocation) => {
      await begin()
      const fate = await invocation.run(() =>
        deliver({
          reissues: invocation.guard(tables.reissues),
          smsDays: invocation.guard(watched(tables.smsDays)),
          sendings: invocation.guard(watched(tables.sendings)),
          carrier: invocation.guard(watched(carrier)),
        }),
      )
      await redeliver()
      expectSent()
      texts.add(carrier.texts.length)
      return fate
    })
    // Before and after the look, the count, the start, the SMS and the swap.
    expect(deaths).toBe(10)
    expect(texts).toEqual(new Set([1, 2]))
  })

  it('twice in a row, loses nothing either', async () => {
    const firstDeaths = [1, 2, 3, 4, 5].flatMap((call) =>
      moments.map((moment) => ({ call, moment })),
    )
    for (const firstDeath of firstDeaths) {
      await everyDeath(async (second) => {
        await begin()
        const first = anInvocation(firstDeath)
        expect(await first.run(() => deliverIn(first))).toBe('killed')
        clock.advance(visibilitySeconds)
        const fate = await second.run(() => deliverIn(second))
        await redeliver()
        expectSent()
        return fate
      })
    }
  })

  it('leaves the request to itself until its lease ends: a copy of the message sends nothing', async () => {
    await everyDeath(async (invocation) => {
      await begin()
      const fate = await invocation.run(() => deliverIn(invocation))
      const before = carrier.texts.length
      const { state } = tables.look.reissue(reissue.reissueId)
      const expected = { accepted: 'sent', sending: 'busy', sent: 'over' }[state as string]
      expect((await deliver()).outcome).toBe(expected)
      expect(carrier.texts.length - before).toBe(expected === 'sent' ? 1 : 0)
      return fate
    })
  })

  it('gives a refused attempt back once, whenever it dies', async () => {
    const deaths = await everyDeath(async (invocation) => {
      await begin()
      carrier.refuse(phone, 'invalid-number')
      const fate = await invocation.run(() => deliverIn(invocation))
      await redeliver()
      expectGivenBack()
      return fate
    })
    // Before and after the look, the count, the start, the SMS, the end and the count given back.
    expect(deaths).toBe(12)
  })
})

describe('an answer that is lost', () => {
  const calls = [
    ['start', 'sendings'],
    ['complete', 'sendings'],
    ['send', 'carrier'],
  ] as const
  const losses = calls.flatMap(([method, port]) =>
    moments.map((moment) => ({ method, port, moment })),
  )

  it.each(losses)(
    'of $method, $moment its effect, sends the message back and ends sent',
    async ({ method, port, moment }) => {
      const engines =
        port === 'carrier'
          ? { carrier: failing(carrier, 'send', moment) }
          : { sendings: failing(tables.sendings, method as 'start', moment) }
      await expect(deliver(engines)).rejects.toThrow(`${method} got no answer`)
      await redeliver()
      expectSent()
    },
  )
})

describe('a phone that SNS refuses for good', () => {
  it.each(['invalid-number', 'opted-out'] as const)(
    'as %s ends the request and gives the attempt back, on the voter and on the phone',
    async (failure) => {
      carrier.refuse(phone, failure)
      expect(await deliver()).toEqual({ outcome: 'refused', failure })
      expectGivenBack()
      expect(tables.look.reissue(reissue.reissueId).failure).toBe(failure)
      expect(await deliver()).toEqual({ outcome: 'over' })
      expectGivenBack()
    },
  )

  it('lets the voter ask again with another number, three times', async () => {
    carrier.refuse(phone, 'invalid-number')
    await deliver()
    for (let time = 1; time <= 3; time++) {
      const other = aPhone()
      reissue = await acceptReissue(tables, voter, { phone: other })
      expect(await deliver({ carrier: inMemoryCarrier(other) })).toMatchObject({ outcome: 'sent' })
    }
    expect(tables.look.voter(voter.voterId).reissueCount).toBe(3)
  })
})

describe('an SMS that SNS does not take for now', () => {
  it('may be tried again at once, and then leaves', async () => {
    carrier.throttle(1)
    expect(await deliver()).toEqual({ outcome: 'not-taken', why: 'ThrottledException' })
    expect(validIdentifier()).toBe('old')
    receiveCount++
    expect(await deliver()).toMatchObject({ outcome: 'sent' })
    expectSent()
  })

  it('does not count for the day', async () => {
    carrier.throttle(1)
    await deliver()
    expect(await tables.smsDays.find(today)).toMatchObject({ smsCount: 0 })
    receiveCount++
    await deliver()
    expect(await tables.smsDays.find(today)).toMatchObject({ smsCount: 1 })
  })
})

describe('once the cap of the day is reached', () => {
  const capped = { ...election, smsDailyCap: 1 }
  const fill = () => tables.smsDays.count(today, 1)

  it('an SMS waits for the next day, and the voter is told so', async () => {
    await fill()
    const until = secondsLater(clock(), 3600)
    expect(await deliver({ election: capped })).toEqual({ outcome: 'held', until })
    expect(carrier.texts).toEqual([])
    const { state, smsDueAt, expectedAt } = tables.look.reissue(reissue.reissueId)
    expect(state).toBe('accepted')
    expect(smsDueAt).toEqual(until)
    expect(expectedAt.getTime()).toBeGreaterThan(today.endsAt.getTime())
    expect(validIdentifier()).toBe('old')
  })

  const putOff = (expectedAt: Date) =>
    tables.sendings.hold(reissue.reissueId, {
      day: dayBefore(today, election.timeZone).day,
      now,
      until: now,
      expectedAt,
    })

  it('put off by an earlier day, it leaves those before it their turn', async () => {
    await putOff(secondsLater(clock(), 3000))
    const turn = () => Promise.reject(new Error('it is not its turn'))
    expect(await deliver({ turn })).toMatchObject({ outcome: 'held' })
    expect(await tables.smsDays.find(today)).toEqual({ smsCount: 0, heldCount: 0 })
    clock.advance(3000)
    expect(await deliver()).toMatchObject({ outcome: 'sent' })
  })

  it('is counted no more among those who wait, once it left', async () => {
    await fill()
    await deliver({ election: capped })
    expect(await tables.smsDays.find(today)).toMatchObject({ heldCount: 1 })
    await deliver({ election: { ...election, smsDailyCap: 2 } })
    expect(await tables.smsDays.find(today)).toMatchObject({ heldCount: 0 })
  })

  it('and a copy of its message changes nothing while a sender has it in hand', async () => {
    await fill()
    const sender = intercept(carrier, async (call) => {
      expect(await deliver({ election: capped })).toEqual({ outcome: 'busy' })
      return call.run()
    })
    expect(
      await deliver({ carrier: sender, election: { ...election, smsDailyCap: 2 } }),
    ).toMatchObject({ outcome: 'sent' })
    expect(await tables.smsDays.find(today)).toEqual({ smsCount: 2, heldCount: 0 })
    expectSent()
  })

  it('keeps the promise that was made, if it was a later one', async () => {
    await fill()
    const promised = secondsLater(today.endsAt, 5000)
    await putOff(promised)
    clock.set(promised)
    await tables.smsDays.count(smsDayOf(promised, election.timeZone), 1)
    await deliver({ election: capped })
    expect(tables.look.reissue(reissue.reissueId).expectedAt >= promised).toBe(true)
  })

  it('is counted once among those who wait, however often it is delivered', async () => {
    await fill()
    await deliver({ election: capped })
    await deliver({ election: capped })
    expect(await tables.smsDays.find(today)).toEqual({ smsCount: 1, heldCount: 1 })
  })

  it('is looked at every hour, and at the first instant of the next day', async () => {
    await fill()
    clock.set(secondsLater(today.endsAt, -60))
    const { until } = (await deliver({ election: capped })) as { until: Date }
    expect(until.getTime() - today.endsAt.getTime()).toBeGreaterThanOrEqual(0)
    expect(until.getTime() - today.endsAt.getTime()).toBeLessThan(1000)
  })

  it('leaves once the cap is raised, before the day is over', async () => {
    await fill()
    await deliver({ election: capped })
    expect(await deliver({ election: { ...election, smsDailyCap: 2 } })).toMatchObject({
      outcome: 'sent',
    })
    expectSent()
  })

  it('takes no turn of those that may leave', async () => {
    await fill()
    const turn = () => Promise.reject(new Error('a turn was taken'))
    expect(await deliver({ election: capped, turn })).toMatchObject({ outcome: 'held' })
  })

  it('leaves the next day, which has a cap of its own', async () => {
    await fill()
    await deliver({ election: capped })
    clock.set(secondsLater(today.endsAt, 1))
    expect(await deliver({ election: capped })).toMatchObject({ outcome: 'sent' })
    expectSent()
  })

  it('lets what has been sent or cancelled be: it takes nothing from the day', async () => {
    await deliver()
    expect(await deliver({ election: capped })).toEqual({ outcome: 'over' })
    expect(await tables.smsDays.find(today)).toEqual({ smsCount: 1, heldCount: 0 })
  })
})

describe('the pace', () => {
  it('is asked for a turn by each SMS that is to leave, and by nothing else', async () => {
    let turns = 0
    const turn = async () => {
      turns++
    }
    await deliver({ turn })
    expect(turns).toBe(1)
    await deliver({ turn })
    expect(turns).toBe(1)
  })

  it('is asked last, so that nothing stands between it and the SMS', async () => {
    const turn = async () => {
      expect(tables.look.reissue(reissue.reissueId).state).toBe('sending')
      expect(carrier.texts).toEqual([])
    }
    expect(await deliver({ turn })).toMatchObject({ outcome: 'sent' })
  })
})

function deliverIn(invocation: ReturnType<typeof anInvocation>): Promise<Sending> {
  return deliver({
    reissues: invocation.guard(tables.reissues),
    smsDays: invocation.guard(tables.smsDays),
    sendings: invocation.guard(tables.sendings),
    carrier: invocation.guard(carrier),
  })
}
