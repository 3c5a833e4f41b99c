import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { tellOfReissue } from '../../functions/tell-by-email/tell-of-reissue.ts'
import { cancelToken } from '../../shared/domain/cancel-link.ts'
import type { Obligation } from '../../shared/domain/due-times.ts'
import { inGroupsOfFour } from '../../shared/domain/identifier.ts'
import { deriveIdentifier, hashIdentifier } from '../../shared/domain/identifier-derivation.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import {
  isTransition,
  isUnderWay,
  type Reissue,
  type ReissueState,
} from '../../shared/domain/reissue.ts'
import { hashPhone } from '../../shared/domain/sealed-phone.ts'
import type { ReceivedMessage } from '../../shared/domain/sending-lease.ts'
import { smsDayOf } from '../../shared/domain/sms-day.ts'
import type { Handover, Receipt } from '../../shared/domain/sms-delivery.ts'
import type { Voter } from '../../shared/domain/voter.ts'
import { keys, now } from '../builders/values.ts'
import {
  aForm,
  aPhone,
  aSignedInVoter,
  election,
  openSession,
  type SignedInVoter,
  siteUrl,
} from '../builders/voters.ts'
import { inMemoryJournal, inMemoryNews } from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { anInvocation, type Moment, moments } from '../fakes/interception.ts'

/** Where an invocation dies: at its n-th call, before or after the effect of it. */
export type Death = { call: number; moment: Moment } | undefined

/** One thing that happens. Indexes are taken modulo what there is. */
export type Happening =
  | { what: 'ask'; voter: number; phone: number; death: Death }
  | { what: 'succeed'; voter: number; phone: number }
  | { what: 'deliver'; queue: Obligation; message: number; again: boolean; death: Death }
  | { what: 'receive'; text: number; failure: boolean; again: boolean; death: Death }
  | { what: 'cancel'; reissue: number; death: Death }
  | { what: 'sweep'; death: Death }
  | { what: 'pass'; seconds: number }
  | { what: 'break'; phone: number; how: 'works' | 'throttled' | 'refused' | 'silent' }

const death = fc.option(
  fc.record({ call: fc.integer({ min: 1, max: 8 }), moment: fc.constantFrom(...moments) }),
  { nil: undefined, freq: 3 },
)
const index = fc.nat(7)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('ask'), voter: index, phone: index, death }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('succeed'), voter: index, phone: index }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      what: fc.constant('deliver'),
      queue: fc.constantFrom('sms', 'sms', 'sms', 'mail'),
      message: index,
      again: fc.boolean(),
      death,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('receive'),
      text: index,
      failure: fc.boolean(),
      again: fc.boolean(),
      death,
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel'), reissue: index, death }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('sweep'), death }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('pass'),
      seconds: fc.constantFrom(1, 30, 61, 125, 400, 3700, 90_000, 72 * 3600),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('break'),
      phone: index,
      how: fc.constantFrom('works', 'throttled', 'refused', 'silent'),
    }),
  },
) as fc.Arbitrary<Happening>

export const history = fc.array(happening, { minLength: 3, maxLength: 22 })

interface Waiting extends ReceivedMessage {
  reissueId: string
}

interface Text {
  reissueId: string
  messageId: string
}

/** An election far ahead of its end, whose cap of the day is soon reached. */
const scenario = {
  ...election,
  smsDailyCap: 6,
  dates: { ...election.dates, reissueClosesAt: secondsLater(now, 1_000_000 * 86_400) },
}

/**
 * Two voters, two phones and all that may happen to them, through the real use cases. After each
 * happening all that must always hold is checked, from what the tables themselves say.
 * @param phoneUses how many requests the table counts for a phone, by its hash
 * @param start when it begins: on one engine, long after all that was played before
 */
export async function play(
  tables: Tables,
  phoneUses: (phoneHash: string) => Promise<number>,
  happenings: readonly Happening[],
  start = now,
): Promise<Ending> {
  const world = await aWorld(tables, phoneUses, start)
  for (const one of happenings) {
    await world.happen(one)
    await world.check()
  }
  await world.settle()
  return world.ending()
}

export interface Ending {
  /** How many requests ended in each state. */
  states: Partial<Record<ReissueState, number>>
  texts: number
  deaths: number
}

let worlds = 0

async function aWorld(
  tables: Tables,
  phoneUses: (phoneHash: string) => Promise<number>,
  start: Date,
) {
  const clock = fakeClock(start)
  const { journal } = inMemoryJournal()
  const voters = [await aSignedInVoter(tables), await aSignedInVoter(tables)] as const
  const phones = [aPhone(), aPhone()] as const
  const broken = new Map<Phone, 'throttled' | 'refused' | 'silent'>()
  const messages: Record<Obligation, Waiting[]> = { sms: [], mail: [] }
  const texts: Text[] = []
  const known = new Map<string, { cancelled: boolean }>()
  // The day's count is shared by all that use one engine: each world has days of its own.
  const dayPrefix = `world-${++worlds}/`
  const smsDays: Tables['smsDays'] = {
    count: ({ day, endsAt }, cap) => tables.smsDays.count({ day: dayPrefix + day, endsAt }, cap),
    uncount: ({ day, endsAt }) => tables.smsDays.uncount({ day: dayPrefix + day, endsAt }),
    countHeld: ({ day, endsAt }) => tables.smsDays.countHeld({ day: dayPrefix + day, endsAt }),
    find: ({ day, endsAt }) => tables.smsDays.find({ day: dayPrefix + day, endsAt }),
    uncountHeld: ({ day, endsAt }) => tables.smsDays.uncountHeld({ day: dayPrefix + day, endsAt }),
  }
  const phoneHashes = phones.map((phone) => hashPhone(keys, phone))
  const hashes = new Map<string, string>()
  const textsOfDay = new Map<string, number>()
  let deaths = 0
  let puts = 0

  /** Of the identifier that a request gives to a voter, or the notice. */
  function hashOf(position: number, reissueId: string | undefined): string {
    const { voterId, identifier } = voters[position as 0 | 1]
    const known = hashes.get(reissueId ?? voterId)
    if (known) return known
    const given = reissueId ? deriveIdentifier(keys, voterId, reissueId) : identifier
    const hash = hashIdentifier(keys, voterId, given)
    hashes.set(reissueId ?? voterId, hash)
    return hash
  }

  const queueOf = (obligation: Obligation) => ({
    async put({ reissueId }: { reissueId: string }) {
      messages[obligation].push({ reissueId, queueMessageId: `message-${++puts}`, receiveCount: 0 })
    },
  })

  async function invoke(
    where: Death,
    run: (guard: <Port extends object>(port: Port) => Port) => Promise<unknown>,
  ): Promise<'ended' | 'killed'> {
    const invocation = anInvocation(where ?? { call: Number.POSITIVE_INFINITY, moment: 'before' })
    const fate = await invocation.run(() => run(invocation.guard))
    if (fate === 'killed') deaths++
    return fate
  }

  async function ask(voter: SignedInVoter, phone: Phone, where: Death): Promise<void> {
    const line = (await tables.voters.find(voter.voterId)) as Voter
    const { session } = await openSession(tables, line, clock())
    const form = await aForm(tables, voter, { phone }, clock())
    await invoke(where, async (guard) => {
      const result = await requestReissue(
        {
          sessions: tables.sessions,
          voters: tables.voters,
          bothFactorsLostNews: tables.bothFactorsLostNews,
          accountNews: inMemoryNews(),
          reissueRequests: guard(tables.reissueRequests),
          reissues: guard(tables.reissues),
          smsDays,
          smsSlots: tables.smsSlots,
          backlog: { waiting: async () => messages.sms.length },
          queues: [guard(queueOf('sms')), guard(queueOf('mail'))],
          keys,
          election: scenario,
          clock,
          journal,
        },
        { session, form },
      )
      if (result.outcome !== 'accepted') return
      const stored = await tables.reissues.find(result.reissue.reissueId)
      if (!stored) throw new Error('Accepted, and not there')
    })
  }

  /** @returns whether the message may be forgotten */
  async function consume(obligation: Obligation, message: Waiting, where: Death): Promise<boolean> {
    const { reissueId } = message
    message.receiveCount++
    const received = { ...message }
    let done = false
    await invoke(where, async (guard) => {
      if (obligation === 'mail') {
        await tellOfReissue(
          {
            reissues: guard(tables.reissues),
            voters: tables.voters,
            mailer: guard({ send: async () => {} }),
            reissueMails: guard(tables.reissueMails),
            election: scenario,
            keys,
            siteUrl,
          },
          reissueId,
        )
        done = true
        return
      }
      const sending = await sendIdentifier(
        {
          reissues: guard(tables.reissues),
          sendings: guard(tables.sendings),
          smsDays: guard(smsDays),
          carrier: guard({ send: (sms) => carry(reissueId, sms) }),
          keys,
          election: scenario,
          mailQueue: guard(queueOf('mail')),
          turn: async () => {},
          clock,
          journal,
        },
        reissueId,
        received,
      )
      done = sending.outcome !== 'busy' && sending.outcome !== 'not-taken'
    })
    return done
  }

  async function carry(
    reissueId: string,
    { phone, text }: { phone: string; text: string },
  ): Promise<Handover> {
    const how = broken.get(phone as Phone)
    if (how === 'throttled') return { notTaken: 'ThrottledException' }
    if (how === 'refused') return { refused: 'invalid-number' }
    const reissue = await tables.reissues.find(reissueId)
    const voterId = String(reissue?.voterId)
    must(phones.includes(phone as Phone), 'an SMS goes to the number of a request')
    must(
      text.includes(inGroupsOfFour(deriveIdentifier(keys, voterId, reissueId))),
      'every SMS of a request carries the same identifier',
    )
    must(!known.get(reissueId)?.cancelled, 'no SMS leaves after a cancellation that was confirmed')
    const messageId = `${dayPrefix}sms-${texts.length}`
    texts.push({ reissueId, messageId })
    const { day } = smsDayOf(clock(), scenario.timeZone)
    const ofDay = (textsOfDay.get(day) ?? 0) + 1
    textsOfDay.set(day, ofDay)
    must(ofDay <= scenario.smsDailyCap, 'no day has more SMS than its cap')
    if (how === 'silent') return Promise.reject(new Error('no answer'))
    return { messageId }
  }

  async function receive(receipt: Receipt, where: Death): Promise<void> {
    await invoke(where, (guard) => recordReceipt(guard(tables.smsReceipts), receipt))
  }

  async function cancel(reissueId: string, where: Death): Promise<void> {
    await invoke(where, async (guard) => {
      const { outcome } = await cancelReissue(
        {
          reissues: guard(tables.reissues),
          cancellations: guard(tables.cancellations),
          mailQueue: guard(queueOf('mail')),
          keys,
          clock,
          journal,
        },
        { reissueId, token: cancelToken(keys, reissueId) },
      )
      if (outcome === 'cancelled') (known.get(reissueId) as { cancelled: boolean }).cancelled = true
    })
  }

  async function sweep(where: Death): Promise<void> {
    const mine = {
      // On one engine the sweep sees everybody's: only this world's are its business.
      async *overdue(obligation: Obligation, at: Date) {
        for await (const one of tables.overdueReissues.overdue(obligation, at)) {
          if (known.has(one.reissueId)) yield one
        }
      },
      postpone: tables.overdueReissues.postpone,
    }
    await invoke(where, (guard) =>
      requeueOverdueReissues({
        overdueReissues: guard(mine),
        queues: { sms: guard(queueOf('sms')), mail: guard(queueOf('mail')) },
        clock,
        journal,
      }),
    )
  }

  async function happen(one: Happening): Promise<void> {
    switch (one.what) {
      case 'ask':
        return ask(pick(voters, one.voter), pick(phones, one.phone), one.death)
      case 'succeed': {
        await ask(pick(voters, one.voter), pick(phones, one.phone), undefined)
        const last = messages.sms.at(-1)
        const done = last && (await consume('sms', last, undefined).catch(() => false))
        if (done) messages.sms.pop()
        return
      }
      case 'deliver': {
        const waiting = messages[one.queue]
        if (waiting.length === 0) return
        const position = one.message % waiting.length
        const message = waiting[position] as Waiting
        const done = await consume(one.queue, message, one.death).catch(() => false)
        if (done && !one.again) waiting.splice(position, 1)
        return
      }
      case 'receive': {
        if (texts.length === 0) return
        const { messageId } = pick(texts, one.text)
        const receipt: Receipt = {
          messageId,
          at: clock(),
          ...(one.failure && { failure: 'unreachable' }),
        }
        await receive(receipt, one.death)
        if (one.again) await receive({ ...receipt, failure: 'unknown' }, undefined)
        return
      }
      case 'cancel': {
        const ids = [...known.keys()]
        if (ids.length > 0) await cancel(pick(ids, one.reissue), one.death)
        return
      }
      case 'sweep':
        return sweep(one.death)
      case 'pass':
        return clock.advance(one.seconds)
      case 'break': {
        const phone = pick(phones, one.phone)
        if (one.how === 'works') broken.delete(phone)
        else broken.set(phone, one.how)
      }
    }
  }

  async function look(): Promise<{ lines: Voter[]; reissues: Reissue[] }> {
    const lines = await Promise.all(voters.map(({ voterId }) => tables.voters.find(voterId)))
    for (const line of lines) {
      const latest = line?.latestReissueId
      if (latest && !known.has(latest)) known.set(latest, { cancelled: false })
    }
    const reissues = await Promise.all([...known.keys()].map((id) => tables.reissues.find(id)))
    return { lines: lines as Voter[], reissues: reissues as Reissue[] }
  }

  async function check(): Promise<void> {
    const { lines, reissues } = await look()
    const counting = reissues.filter(({ state }) => state !== 'failed' && state !== 'cancelled')
    lines.forEach((line, position) => {
      const { voterId } = voters[position as 0 | 1]
      const own = counting.filter((reissue) => reissue.voterId === voterId)
      must(line.reissueCount === own.length, 'what a voter has consumed is what counts')
      must(own.length <= 3, 'at most three requests count for a voter')
      const pending = own.filter(({ state }) => isUnderWay(state)).map((one) => one.reissueId)
      must(
        isDeepStrictEqual(pending, line.pendingReissueId ? [line.pendingReissueId] : []),
        'one request at most is under way, and the voter knows which',
      )
      // The last one that was handed over, else the one of the notice.
      const handedOver = reissues
        .filter(
          (one) => one.voterId === voterId && one.history.some(({ state }) => state === 'sent'),
        )
        .sort((one, other) => sentAt(one) - sentAt(other))
      const last = handedOver.at(-1)?.reissueId
      must(
        line.identifierHash === hashOf(position, last),
        'exactly one identifier is valid: the last one that was handed over',
      )
      must(!last || texts.some((text) => text.reissueId === last), 'it was handed over indeed')
    })
    for (const hash of phoneHashes) {
      const served = counting.filter(({ phoneHash }) => phoneHash === hash)
      must(new Set(served.map(({ voterId }) => voterId)).size <= 1, 'a phone serves one voter')
      must(served.length <= 3, 'a phone serves three times at most')
      const uses = await phoneUses(hash)
      must(uses === served.length, 'what a phone has served is what counts')
    }
    for (const { reissueId, state, history, sealedPhone } of reissues) {
      history.forEach((step, position) => {
        const before = history[position - 1]
        must(!before || isTransition(before.state, step.state), 'states move forward only')
        must(!before || before.at <= step.at, 'no step is dated before the one that it follows')
      })
      must(history.at(-1)?.state === state, 'the history ends with the state')
      must(isUnderWay(state) === (sealedPhone !== undefined), 'a number is kept while it serves')
      must(!known.get(reissueId)?.cancelled || state === 'cancelled', 'a cancellation stands')
    }
  }

  /** Everything works again, and time passes. */
  async function settle(): Promise<void> {
    broken.clear()
    for (let round = 0; round < 12; round++) {
      clock.advance(round < 3 ? 200 : 86_400)
      await sweep(undefined)
      for (const obligation of ['sms', 'mail'] as const) {
        for (const message of messages[obligation].splice(0)) {
          const done = await consume(obligation, message, undefined)
          if (!done) messages[obligation].push(message)
        }
      }
      await check()
      const { reissues } = await look()
      const due = reissues.filter(({ state, mailDueAt }) => isUnderWay(state) || mailDueAt)
      if (due.length === 0) break
    }
    const { reissues } = await look()
    for (const { state, mailDueAt } of reissues) {
      must(!isUnderWay(state), 'every accepted request ends')
      must(!mailDueAt, 'every accepted request is confirmed, or has nothing to confirm')
    }
    for (const { messageId } of reissues) {
      if (messageId) await receive({ messageId, at: clock() }, undefined)
    }
    await check()
    for (const { state } of (await look()).reissues) {
      must(['delivered', 'failed', 'cancelled'].includes(state), 'and in a final state')
    }
    await askAgain()
  }

  /** Whoever has requests left gets one, with a phone of their own: nobody is left without a way. */
  async function askAgain(): Promise<void> {
    const { lines } = await look()
    for (const [position, voter] of voters.entries()) {
      const before = lines[position] as Voter
      await ask(voter, aPhone(), undefined)
      const { pendingReissueId } = (await tables.voters.find(voter.voterId)) as Voter
      const mayAsk = before.reissueCount < 3 && !before.passwordChangeRequired
      must(mayAsk === (pendingReissueId !== undefined), 'whoever may ask again is accepted')
    }
  }

  async function ending(): Promise<Ending> {
    const states: Ending['states'] = {}
    for (const { state } of (await look()).reissues) states[state] = (states[state] ?? 0) + 1
    return { states, texts: texts.length, deaths }
  }

  return { happen, check, settle, ending }
}

function sentAt({ history }: Reissue): number {
  return history.find(({ state }) => state === 'sent')?.at.getTime() ?? 0
}

function pick<Item>(items: readonly Item[], position: number): Item {
  return items[position % items.length] as Item
}

class Violation extends Error {}

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Violation(`It does not hold that ${promise}`)
}
