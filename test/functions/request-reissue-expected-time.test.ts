import { beforeEach, describe, expect, it } from 'vitest'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import {
  closeBreaker,
  closedBreaker,
  recordReceiptOf,
} from '../../shared/domain/sms/sms-breaker.ts'
import { dayBefore, smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import { type AskingVoter, anAskingVoter, wrongIdentity } from '../builders/asking-voter.ts'
import { confirm } from '../builders/journey-steps.ts'
import { aReceivedMessage, keys, now } from '../builders/values.ts'
import { aForm, aSignedInVoter, election, promisedSeconds } from '../builders/voters.ts'
import { inMemoryCarrier, inMemoryJournal, inMemoryQueue } from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'
import { failing, intercept } from '../fakes/interception.ts'

const today = smsDayOf(now, election.timeZone)
const yesterday = dayBefore(today, election.timeZone)

/** How much later than usual an SMS is promised when nobody can say how many wait. */
const unsureSeconds = 900

let asking: AskingVoter

beforeEach(async () => {
  asking = await anAskingVoter()
})

type Engines = NonNullable<Parameters<AskingVoter['ask']>[2]>

/** How long after it is asked for the SMS of one request more, of a voter of its own, is promised. */
async function promisedAfter(engines: Engines = {}): Promise<number> {
  const other = await aSignedInVoter(asking.tables)
  const result = await asking.ask(await aForm(asking.tables, other), other.session, engines)
  if (result.outcome !== 'accepted') throw new Error(result.outcome)
  return (result.reissue.expectedAt.getTime() - now.getTime()) / 1000
}

describe('while SNS sends none', () => {
  beforeEach(async () => {
    const { smsBreakers } = asking.tables
    const refusal = { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' } as const
    await smsBreakers.replace(closedBreaker, recordReceiptOf(closedBreaker, refusal, now))
  })

  it('a request says from the beginning that its SMS is held, and its mail says so too', async () => {
    const result = await asking.ask(await aForm(asking.tables, asking.voter))
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    const { reissueId } = result.reissue
    expect(asking.tables.look.reissue(reissueId).heldOn).toBe('limit')
    expect(await confirm(asking.tables, result.reissue)).toBe('stopped')
  })

  it('its SMS waits for that mail as for any other, once it may leave', async () => {
    const result = await asking.ask(await aForm(asking.tables, asking.voter))
    if (result.outcome !== 'accepted') throw new Error(result.outcome)
    const { reissue } = result
    const { smsBreakers } = asking.tables
    const found = await smsBreakers.find()
    await smsBreakers.replace(found, closeBreaker(found, now))
    const waiting = { ...election, smsWaitsForMailMinutes: 30 }
    const send = () =>
      sendIdentifier(
        {
          ...asking.tables,
          carrier: inMemoryCarrier(String(unsealPhone(keys, reissue))),
          newsQueue: inMemoryQueue(),
          keys,
          election: waiting,
          turn: async () => true,
          clock: fakeClock(secondsLater(now, election.smsDelaySeconds)),
          journal: inMemoryJournal().journal,
        },
        reissue.reissueId,
        aReceivedMessage(),
      )
    expect(await send()).toEqual({ outcome: 'waits-for-mail' })
    await confirm(asking.tables, reissue)
    expect(await send()).toMatchObject({ outcome: 'sent' })
  })

  it('is promised as ever when the breaker cannot be read: the sender will say', async () => {
    const smsBreakers = failing(asking.tables.smsBreakers, 'find', 'before')
    expect(await promisedAfter({ smsBreakers })).toBeLessThan(promisedSeconds + 1)
  })
})

describe('the time that a request promises', () => {
  it('is the next day once the day has had its SMS', async () => {
    const capped = { ...election, smsDailyCap: 1 }
    await asking.tables.smsDays.count(today, 1)
    expect(secondsLater(now, await promisedAfter({ election: capped })) > today.endsAt).toBe(true)
  })

  it('comes after those who wait in the queue', async () => {
    const backlog = { waiting: async () => 10_000 }
    expect(await promisedAfter({ backlog })).toBeGreaterThan(500)
  })

  it('comes after those whom the day before put off', async () => {
    for (let held = 0; held < 5; held++) await asking.tables.smsDays.countHeld(yesterday)
    expect(await promisedAfter()).toBeGreaterThan(promisedSeconds + 1)
  })

  it.each<[string, () => Engines]>([
    ['reserve', () => ({ smsSlots: failing(asking.tables.smsSlots, 'reserve', 'before') })],
    ['waiting', () => ({ backlog: failing(asking.smsQueue, 'waiting', 'before') })],
    ['find', () => ({ smsDays: failing(asking.tables.smsDays, 'find', 'before') })],
    ['find', () => ({ smsDays: failing(asking.tables.smsDays, 'find', 'before', 2) })],
  ])('is a later one, and refuses nobody, when "%s" gives no answer', async (_, engines) => {
    expect(await promisedAfter(engines())).toBeGreaterThanOrEqual(promisedSeconds + unsureSeconds)
    const unsure = { event: 'expected-time.unsure', why: 'TimeoutError' }
    for (const event of asking.journal.events) expect(event).toEqual(unsure)
    expect(asking.journal.events.length).toBeGreaterThan(0)
  })
})

describe('the moment that a request reserves', () => {
  const nextMoment = async () => {
    const ready = secondsLater(now, election.smsDelaySeconds)
    const { moment } = await asking.tables.smsSlots.reserve(today, ready, 1)
    return moment.getTime()
  }

  it('puts the promise of the next one off', async () => {
    const first = await promisedAfter()
    expect(await promisedAfter()).toBeGreaterThan(first)
  })

  it('is given back when the tables fail before anything is accepted', async () => {
    const free = await nextMoment()
    const reissueRequests = failing(asking.tables.reissueRequests, 'admit', 'before')
    await expect(asking.ask(await asking.form(), undefined, { reissueRequests })).rejects.toThrow(
      'got no answer',
    )
    expect(await nextMoment()).toBe(free + 1000)
  })

  it('is given back by a request that is refused, before or after it was admitted', async () => {
    const free = await nextMoment()
    await asking.ask(await asking.form({ captcha: { id: 'no such picture', code: '9456' } }))
    await asking.ask(await asking.form(wrongIdentity))
    expect(await nextMoment()).toBe(free + 1000)
  })

  it('is reserved only for what is admitted', async () => {
    const calls: string[] = []
    const smsSlots = intercept(asking.tables.smsSlots, (call) => {
      calls.push(call.method)
      return call.run()
    })
    const stranger = { ...asking.voter.session, tokenHash: 'of a made-up cookie' }
    await asking.ask(await asking.form(), stranger, { smsSlots })
    await asking.ask(
      await asking.form({ captcha: { id: 'no such picture', code: '9456' } }),
      undefined,
      { smsSlots },
    )
    expect(calls).toEqual([])
    await asking.ask(await asking.form(wrongIdentity), undefined, { smsSlots })
    expect(calls).toEqual(['reserve', 'release'])
  })

  it('changes no refusal when it cannot be given back', async () => {
    const smsSlots = failing(asking.tables.smsSlots, 'release', 'before')
    expect(await asking.ask(await asking.form(wrongIdentity), undefined, { smsSlots })).toEqual({
      outcome: 'identity-mismatch',
    })
    expect(asking.journal.events).toEqual([{ event: 'expected-time.unsure', why: 'TimeoutError' }])
  })

  it('that was never reserved is not given back', async () => {
    const released: unknown[] = []
    const smsSlots = intercept(failing(asking.tables.smsSlots, 'reserve', 'before'), (call) => {
      if (call.method === 'release') released.push(call)
      return call.run()
    })
    await asking.ask(await asking.form(wrongIdentity), undefined, { smsSlots })
    expect(released).toEqual([])
  })
})
