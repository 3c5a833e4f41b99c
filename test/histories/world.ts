import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { tellOfReissue } from '../../functions/tell-by-email/tell-of-reissue.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { leavesUnconfirmedAt, type Obligation } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { changeBreaker } from '../../shared/domain/sms/change-breaker.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { ReceivedMessage } from '../../shared/domain/sms/sending-lease.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import type { Handover, Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import { capTerritory } from '../../shared/domain/sms/territory-cap.ts'
import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { keys, now } from '../builders/values.ts'
import {
  aForm,
  aPhone,
  aPhoneOfReunion,
  aSignedInVoter,
  election,
  openSession,
  type SignedInVoter,
  siteUrl,
} from '../builders/voters.ts'
import { inMemoryJournal, inMemoryNews } from '../fakes/channels.ts'
import { fakeClock, noPause } from '../fakes/clock.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { anInvocation } from '../fakes/interception.ts'
import { endsOf, type Guard } from './ends.ts'
import type { Death } from './happenings.ts'
import { must } from './invariants.ts'
import { ownDays } from './own-days.ts'
import { stopLinksOf } from './stop-links.ts'

export type Waiting = ReceivedMessage & { reissueId: string }

type WorldQueue = Obligation | 'news'

interface Text {
  reissueId: string
  messageId: string
}

/** An election far ahead of its end, whose caps of the day and whose ceilings are soon reached. */
const scenario = {
  ...election,
  limits: { ...election.limits, smsPerVoter: 4, smsPerPhone: 5 },
  smsDailyCap: 6,
  smsWaitsForMailMinutes: 30,
  dates: { ...election.dates, reissueClosesAt: secondsLater(now, 1_000_000 * 86_400) },
}

/** To La Réunion. */
const smsPerDayThere = 2

let worlds = 0

/**
 * Two voters, two phones, one of La Réunion, and the use cases that act on them, each killed where its call says.
 * @param start when it begins: on one engine, long after all that was played before
 */
export async function aWorld(tables: Tables, start: Date) {
  const clock = fakeClock(start)
  const { journal } = inMemoryJournal()
  const voters = [await aSignedInVoter(tables), await aSignedInVoter(tables)] as const
  const phones = [aPhone(), aPhoneOfReunion()] as const
  await changeBreaker(tables.smsBreakers, (breaker) =>
    capTerritory(breaker, 'RE', { smsPerDay: smsPerDayThere, since: start, reason: 'an example' }),
  )
  const broken = new Map<Phone, 'throttled' | 'refused' | 'silent'>()
  const messages: Record<WorldQueue, Waiting[]> = { sms: [], mail: [], news: [] }
  const texts: Text[] = []
  const known = new Map<string, { cancelled: boolean }>()
  const dayPrefix = `world-${++worlds}/`
  const smsDays = ownDays(tables.smsDays, dayPrefix)
  const { timeZone } = scenario
  const settings = { keys, election: scenario, timeZone, clock, pause: noPause, journal }
  const phoneHashes = phones.map((phone) => hashPhone(keys, phone))
  const hashes = new Map<string, string>()
  const freedAt = new Map<string, Date>()
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

  const queueOf = (queue: WorldQueue) => ({
    async put({ reissueId }: { reissueId: string }) {
      messages[queue].push({ reissueId, queueMessageId: `message-${++puts}`, receiveCount: 0 })
    },
  })

  async function invoke(
    where: Death,
    run: (guard: Guard) => Promise<unknown>,
  ): Promise<'ended' | 'killed'> {
    const invocation = anInvocation(where ?? { call: Number.POSITIVE_INFINITY, moment: 'before' })
    const fate = await invocation.run(() => run(invocation.guard))
    if (fate === 'killed') deaths++
    return fate
  }

  const { left: send, mayBeRead, ...bounces } = stopLinksOf({ tables, settings, invoke })

  async function ask(voter: SignedInVoter, phone: Phone, where: Death): Promise<void> {
    const item = (await tables.voters.find(voter.voterId)) as Voter
    const { session } = await openSession(tables, item, clock())
    const form = await aForm(tables, voter, { phone }, clock())
    await invoke(where, async (guard) => {
      const result = await requestReissue(
        {
          sessions: tables.sessions,
          voters: tables.voters,
          attempts: tables.attempts,
          bothFactorsLostNews: tables.bothFactorsLostNews,
          takenPhones: tables.takenPhones,
          accountNews: inMemoryNews(),
          reissueRequests: guard(tables.reissueRequests),
          reissues: guard(tables.reissues),
          smsBreakers: tables.smsBreakers,
          smsDays,
          smsSlots: tables.smsSlots,
          queues: [guard(queueOf('sms')), guard(queueOf('mail'))],
          ...settings,
        },
        { session, form },
      )
      const stored = 'reissue' in result && (await tables.reissues.find(result.reissue.reissueId))
      must(result.outcome !== 'accepted' || Boolean(stored), 'what was accepted is there')
    })
  }

  /** @returns whether the message may be forgotten */
  async function consume(queue: WorldQueue, message: Waiting, where: Death): Promise<boolean> {
    const { reissueId } = message
    message.receiveCount++
    const received = { ...message }
    let done = false
    await invoke(where, async (guard) => {
      if (queue !== 'sms') {
        await mail(queue, reissueId, guard)
        done = true
        return
      }
      const sending = await sendIdentifier(
        {
          reissues: guard(tables.reissues),
          sendings: guard(tables.sendings),
          smsBreakers: guard(tables.smsBreakers),
          smsDays: guard(smsDays),
          handoverDays: tables.handoverDays,
          carrier: guard({ send: (sms) => carry(reissueId, sms) }),
          ...settings,
          newsQueue: guard(queueOf('news')),
          turn: async () => true,
        },
        reissueId,
        received,
      )
      done = sending.outcome !== 'busy' && sending.outcome !== 'not-taken'
    })
    return done
  }

  async function mail(queue: 'mail' | 'news', reissueId: string, guard: Guard): Promise<void> {
    const common = {
      reissues: guard(tables.reissues),
      voters: tables.voters,
      turn: async () => true,
      reissueMails: guard(tables.reissueMails),
      wall: (time: Date) => time,
      ...settings,
      siteUrl,
    }
    if (queue === 'news') {
      await tellOfReissue({ ...common, mailer: guard({ send: async () => {} }) }, reissueId)
      return
    }
    const queues = { newsQueue: guard(queueOf('news')), smsQueue: guard(queueOf('sms')) }
    await confirmReissue({ ...common, ...queues, mailer: guard({ send }) }, reissueId)
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
    must(
      mayBeRead(reissueId) || clock() >= leavesUnconfirmedAt(reissue as Reissue, scenario),
      'no SMS leaves before its mail, unless that is very late',
    )
    must(!known.get(reissueId)?.cancelled, 'no SMS leaves after a cancellation that was confirmed')
    for (const { tries } of openScopes(await tables.smsBreakers.find(), clock())) {
      must(tries === reissueId, 'while the breaker is open, no SMS leaves but the one that tries')
    }
    const messageId = `${dayPrefix}sms-${texts.length}`
    texts.push({ reissueId, messageId })
    const { day } = smsDayOf(clock(), scenario.timeZone)
    const ofDay = (textsOfDay.get(day) ?? 0) + 1
    textsOfDay.set(day, ofDay)
    must(ofDay <= scenario.smsDailyCap, 'no day has more SMS than its cap')
    if (phone === phones[1]) {
      const there = (textsOfDay.get(`${day}/RE`) ?? 0) + 1
      textsOfDay.set(`${day}/RE`, there)
      must(there <= smsPerDayThere, 'no day has more SMS to a territory than its cap')
    }
    if (how === 'silent') return Promise.reject(new Error('no answer'))
    return { messageId }
  }

  async function receive(receipt: Receipt, where: Death): Promise<void> {
    await invoke(where, (guard) =>
      recordReceipt(
        {
          smsBreakers: guard(tables.smsBreakers),
          smsReceipts: guard(tables.smsReceipts),
          handoverDays: tables.handoverDays,
          newsQueue: guard(queueOf('news')),
          ...settings,
        },
        receipt,
      ),
    )
  }

  async function sweep(where: Death): Promise<void> {
    const mine = {
      ...tables.overdueReissues,
      // On one engine the sweep sees everybody's: only this world's are its business.
      async *overdue(obligation: Obligation, at: Date) {
        for await (const one of tables.overdueReissues.overdue(obligation, at)) {
          if (known.has(one.reissueId)) yield one
        }
      },
    }
    await invoke(where, (guard) =>
      requeueOverdueReissues({
        overdueReissues: guard(mine),
        queues: { sms: guard(queueOf('sms')), mail: guard(queueOf('mail')) },
        ...settings,
      }),
    )
  }

  /** The helpdesk does: whoever asked for it before is not its owner. */
  async function free(phone: Phone): Promise<void> {
    clock.advance(1)
    const phoneHash = hashPhone(keys, phone)
    const freed = await tables.phoneReleases.free(phoneHash, clock())
    if (freed === 'freed') freedAt.set(phoneHash, clock())
  }

  async function look(): Promise<{ items: Voter[]; reissues: Reissue[] }> {
    const items = await Promise.all(voters.map(({ voterId }) => tables.voters.find(voterId)))
    for (const item of items) {
      const latest = item?.latestReissueId
      if (latest && !known.has(latest)) known.set(latest, { cancelled: false })
    }
    const reissues = await Promise.all([...known.keys()].map((id) => tables.reissues.find(id)))
    return { items: items as Voter[], reissues: reissues as Reissue[] }
  }

  return {
    ...{ clock, voters, phones, phoneHashes, broken, messages, texts, known, hashOf },
    election: scenario,
    ...{ ask, consume, receive, sweep, free, freedAt, look, ...bounces },
    ...endsOf({ tables, settings, known, invoke, newsQueue: queueOf('news') }),
    deaths: () => deaths,
  }
}

export type World = Awaited<ReturnType<typeof aWorld>>
