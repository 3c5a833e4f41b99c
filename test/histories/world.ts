import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { TakeToken } from '../../shared/domain/rate-limiter.ts'
import type { DueMessage } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import type { Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import { readSmsState } from '../../shared/domain/sms/sms-state.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { ElectionTime } from '../../shared/runtime/election-time.ts'
import { capOf, teamChange } from '../builders/team-change.ts'
import { keys, noNotify, now } from '../builders/values.ts'
import {
  aForm,
  aPhone,
  aPhoneOfReunion,
  aSignedInVoter,
  openSession,
  type SignedInVoter,
  siteUrl,
} from '../builders/voters.ts'
import { inMemoryJournal, inMemoryNotifications } from '../fakes/channels.ts'
import { noPause } from '../fakes/clock.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { anInvocation, type Guard, guarded } from '../fakes/interception.ts'
import { cancelLinksOf } from './cancel-links.ts'
import { carrierOf } from './carrier.ts'
import { clocksFrom, scenarioOf } from './clocks.ts'
import { endsOf } from './ends.ts'
import { entriesOf } from './entries.ts'
import type { Death } from './happenings.ts'
import { must } from './invariants.ts'
import { knownPhonesOf } from './known-phones.ts'
import { pipelinesOf } from './pipelines.ts'
import { staffOf } from './staff.ts'
import { waitsOf } from './waits.ts'

export interface Waiting {
  reissueId: string
  receiveCount: number
}

type WorldQueue = DueMessage | 'news'

const smsPerDayThere = 2

export async function aWorld(tables: Tables, settled: Parameters<typeof scenarioOf>[0]) {
  const scenario = scenarioOf(settled)
  const clocks = clocksFrom(scenario)
  const { wall, times } = clocks
  const { route, queue, refused } = pipelinesOf(clocks)
  const { journal } = inMemoryJournal()
  const voters = [await aSignedInVoter(tables), await aSignedInVoter(tables)] as const
  const phones = [aPhone(), aPhoneOfReunion()] as const
  await changeBreaker(tables.smsBreakers, (breaker) =>
    teamChange(breaker, capOf('RE', smsPerDayThere), now),
  )
  const messages: Record<WorldQueue, Waiting[]> = { sms: [], mail: [], news: [] }
  const known = new Map<string, { cancelled: boolean }>()
  /** Requests whose sender died or got no answer from SNS: an SMS may have left that the tables do not show. */
  const unsure = new Set<string>()
  const { timeZone } = scenario
  const readSms = () => {
    const day = electionDayOf(times.senders.clock(), timeZone)
    return readSmsState(tables, day, [day])
  }
  const common = { keys, timeZone, pause: noPause, journal }
  const settingsOf = ({ clock, election }: ElectionTime) => ({ ...common, clock, election })
  const settings = settingsOf(times.senders)
  const phoneHashes = phones.map((phone) => hashPhone(keys, phone))
  const hashes = new Map<string, string>()
  const freedAt = new Map<string, ElectionInstant>()
  let deaths = 0

  function hashOf(position: number, source: string): string {
    const { voterId } = voters[position as 0 | 1]
    const name = `${voterId} ${source}`
    const hash =
      hashes.get(name) ?? hashIdentifier(keys, voterId, deriveIdentifier(keys, voterId, source))
    hashes.set(name, hash)
    return hash
  }

  const queueOf = (queue: WorldQueue) => ({
    async put({ reissueId }: { reissueId?: string; news?: string }) {
      if (!reissueId) return
      messages[queue].push({ reissueId, receiveCount: 0 })
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

  const { left: send, mayBeRead, ...bounces } = cancelLinksOf({ tables, settings, clocks, invoke })
  const { carry, broken, texts } = carrierOf({
    ...{ tables, clocks, phones, smsPerDayThere, known, mayBeRead, election: scenario },
  })

  const staff = staffOf({
    ...{ tables, clocks, journal, notifications: queueOf('news'), known, freedAt, invoke },
  })
  const registering = knownPhonesOf({
    ...{ tables, clocks, route, journal, invoke, signedOut: staff.signedOut },
  })

  async function ask(voter: SignedInVoter, phone: Phone | undefined, where: Death): Promise<void> {
    const item = (await tables.voters.find(voter.voterId)) as Voter
    await times.routes.refresh()
    const { session } = await openSession(tables, item, times.routes.clock())
    const { phone: _, ...typed } = await aForm(tables, voter, {}, times.routes.clock())
    const form = { ...typed, ...(phone && { phone }) }
    const asking = async (guard: Guard) => {
      const result = await requestReissue(
        {
          ...guarded(tables, guard, 'reissueRequests', 'reissues'),
          ...{ notifications: inMemoryNotifications(), phoneSmsQueue: { put: async () => {} } },
          queues: [guard(queueOf('sms')), guard(queueOf('mail'))],
          ...settingsOf(times.routes),
        },
        { session, form },
      )
      const stored = 'reissue' in result && (await tables.reissues.find(result.reissue.reissueId))
      must(result.outcome !== 'accepted' || Boolean(stored), 'what was accepted is there')
      must(
        result.outcome !== 'accepted' || item.reissueCount < scenario.limits.reissuesPerVoter,
        'no request is accepted beyond those of a voter, whatever staff may print',
      )
      if (result.outcome === 'accepted') registering.checkRequest(item, phone, result.reissue)
      const isClosed = result.outcome === 'reissue-closed'
      must(isClosed !== clocks.isOpenFor('reissue'), 'requests are taken until they close')
    }
    await invoke(where, (guard) => route(() => asking(guard)))
  }

  /**
   * @param tokenSeconds how long its token is in coming
   * @returns whether the message may be deleted
   */
  async function consume(
    name: WorldQueue,
    message: Waiting,
    where: Death,
    tokenSeconds = 0,
  ): Promise<boolean> {
    const { reissueId } = message
    message.receiveCount++
    const takeToken = times.senders.pauseWhileSuspended(async () => {
      clocks.pass(tokenSeconds)
      return true
    })
    let done = false
    const consuming = async (guard: Guard) => {
      if (name !== 'sms') {
        done = (await mail(name, reissueId, takeToken, guard)) !== 'no-token'
        return
      }
      const sending = await sendIdentifier(
        {
          ...guarded(tables, guard, 'reissues', 'sendings', 'smsBreakers', 'smsDays'),
          readSms,
          carrier: guard({ send: (sms) => carry(reissueId, sms) }),
          ...settings,
          notifications: guard(queueOf('news')),
          takeToken,
        },
        reissueId,
      )
      done = !['busy', 'not-taken', 'no-token'].includes(sending.outcome)
    }
    let fate: 'ended' | 'killed' | undefined
    try {
      fate = await invoke(where, (guard) => queue(reissueId, () => consuming(guard)))
    } finally {
      if (name === 'sms' && fate !== 'ended') unsure.add(reissueId)
    }
    return done
  }

  async function mail(queue: 'mail' | 'news', id: string, takeToken: TakeToken, guard: Guard) {
    const ports = {
      ...guarded(tables, guard, 'reissues', 'reissueMails'),
      takeToken,
      toWall: times.senders.toWall,
      ...settings,
      siteUrl,
    }
    const queues = { notifications: guard(queueOf('news')), smsQueue: guard(queueOf('sms')) }
    const kind = queue === 'mail' ? 'cancel-link' : 'news'
    const mailer = guard({ send: queue === 'mail' ? send : async () => {} })
    return mailReissue({ ...ports, ...queues, mailer }, id, kind)
  }

  async function receive(receipt: Omit<Receipt, 'at'>, where: Death): Promise<void> {
    await invoke(where, async (guard) => {
      await times.senders.refresh()
      await recordReceipt(
        {
          ...guarded(tables, guard, 'smsBreakers', 'smsReceipts'),
          notifications: guard(queueOf('news')),
          ...settings,
        },
        { ...receipt, at: times.senders.fromWall(wall()) },
      )
    })
  }

  async function requeue(where: Death): Promise<void> {
    await invoke(where, async (guard) => {
      await times.reconciler.refresh()
      if (times.reconciler.suspendedSince()) return
      await requeueOverdueReissues({
        overdueReissues: guard(tables.overdueReissues),
        queues: { sms: guard(queueOf('sms')), mail: guard(queueOf('mail')) },
        ...settingsOf(times.reconciler),
      })
    })
  }

  async function free(phone: Phone): Promise<void> {
    clocks.pass(1)
    await times.watch.refresh()
    const at = times.watch.clock()
    const phoneHash = hashPhone(keys, phone)
    const freed = await tables.knownPhones.free(phoneHash, at, noNotify)
    if (freed === 'freed') freedAt.set(phoneHash, at)
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
    ...{ clocks, voters, phones, phoneHashes, broken, messages, texts, known, unsure, hashOf },
    election: times.watch.election,
    ...{ ask, consume, receive, requeue, free, freedAt, look, ...bounces },
    ...endsOf({
      ...{ tables, settings: settingsOf(times.routes), known, invoke },
      ...{ notifications: queueOf('news'), refresh: times.routes.refresh },
    }),
    ...{ ...staff, ...registering },
    ...entriesOf(tables, clocks, route),
    ...waitsOf(tables, await aSignedInVoter(tables), scenario, clocks),
    deaths: () => deaths,
    refused,
  }
}

export type World = Awaited<ReturnType<typeof aWorld>>
