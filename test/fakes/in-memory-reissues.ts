import { secondsLater } from '../../shared/domain/instants.ts'
import {
  mailDueOf,
  type Obligation,
  type OverdueReissues,
  queueAllowanceSeconds,
} from '../../shared/domain/reissue/due-times.ts'
import {
  type Arrivals,
  isUnderWay,
  type Reissue,
  type Reissues,
  type ReissuesOfVoter,
} from '../../shared/domain/reissue/reissue.ts'
import { newsOf, type ReissueMails } from '../../shared/domain/reissue/reissue-news.ts'
import type { SendingStart, Sendings } from '../../shared/domain/reissue/sendings.ts'
import type { SmsReceipts } from '../../shared/domain/reissue/sms-receipts.ts'
import { releaseOfHeld } from '../../shared/domain/sms/expected-time.ts'
import type { Lease } from '../../shared/domain/sms/sending-lease.ts'
import { noticeCarrier, type Voter } from '../../shared/domain/voter/voter.ts'
import { copyOfReissue, existing, type State } from './in-memory-state.ts'
import { giveBack, type Step, transition } from './in-memory-transitions.ts'

const dueAttributes = { sms: 'smsDueAt', mail: 'mailDueAt' } as const

export function inMemoryReissues({ reissues }: State): Reissues {
  return {
    async find(reissueId) {
      if (reissueId === '') throw new Error('DynamoDB takes no empty key')
      const found = reissues.get(reissueId)
      if (!found) return undefined
      const { leaseEndsAt, leaseOwner, ...reissue } = found
      return copyOfReissue(reissue)
    },
  }
}

export function inMemoryReissuesOfVoter({ reissues }: State): ReissuesOfVoter {
  return {
    idsOf: async (voterId) =>
      [...reissues.values()].filter((one) => one.voterId === voterId).map((one) => one.reissueId),
  }
}

export function inMemorySendings(state: State): Sendings {
  const { voters, reissues } = state

  function start(reissueId: string, { owner, from, until }: Lease): SendingStart {
    const found = reissues.get(reissueId)
    if (!found) return { outcome: 'absent' }
    if (!isUnderWay(found.state)) return { outcome: 'over' }
    const { leaseEndsAt, leaseOwner, ...reissue } = found
    const comesAgain =
      leaseOwner?.queueMessageId === owner.queueMessageId &&
      leaseOwner.receiveCount < owner.receiveCount
    if (leaseEndsAt && leaseEndsAt > from && !comesAgain) return { outcome: 'busy' }
    if (reissue.state !== 'sending') {
      reissue.state = 'sending'
      reissue.history = [...reissue.history, { state: 'sending', at: from }]
      reissue.smsDueAt = secondsLater(from, queueAllowanceSeconds)
    } else if (leaseEndsAt) reissue.takenOver = true
    reissues.set(reissueId, { ...reissue, leaseEndsAt: until, leaseOwner: owner })
    return { outcome: 'started', reissue: copyOfReissue(reissue) }
  }

  /** Whether this one ends it; false when it was over already. */
  function end(reissue: Reissue, step: Step, result: Partial<Reissue>): boolean {
    const { reissueId, voterId } = reissue
    const stands = existing(reissues, reissueId).state
    if (!isUnderWay(stands)) return false
    if (stands !== 'sending' || voters.get(voterId)?.pendingReissueId !== reissueId) {
      throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
    }
    return transition(state, reissue, 'sending', step, result)
  }

  return {
    start: async (reissueId, lease) => start(reissueId, lease),
    async release(reissueId, { owner, until }) {
      const { leaseEndsAt, leaseOwner, ...free } = existing(reissues, reissueId)
      const isOwn =
        leaseOwner?.queueMessageId === owner.queueMessageId &&
        leaseOwner.receiveCount === owner.receiveCount &&
        leaseEndsAt?.getTime() === until.getTime()
      if (free.state === 'sending' && isOwn) reissues.set(reissueId, free)
    },
    async complete(reissue, { identifierHash, messageId, at }) {
      const sent = { messageId, mailDueAt: mailDueOf(at) }
      if (!end(reissue, { state: 'sent', at }, sent)) return 'already-over'
      const { pendingReissueId, ...voter } = existing(voters, reissue.voterId)
      voters.set(voter.voterId, {
        ...voter,
        formerIdentifierHash: voter.identifierHash,
        formerIdentifierReissueId: voter.identifierReissueId ?? noticeCarrier,
        identifierHash,
        identifierReissueId: reissue.reissueId,
      })
      return 'completed'
    },
    async fail(reissue, failure, at) {
      const failed = { failure, mailDueAt: mailDueOf(at) }
      if (!end(reissue, { state: 'failed', at }, failed)) return 'already-over'
      giveBack(state, reissue)
      return 'failed'
    },
    async hold({ reissueId, state, heldOn: before }, { heldOn, now, until, expectedAt }) {
      const found = reissues.get(reissueId)
      if (!found || found.state !== state || !isUnderWay(state)) return false
      if (state === 'held' && found.heldOn !== before) return false
      const { leaseEndsAt, leaseOwner, ...free } = found
      if (leaseEndsAt && leaseEndsAt > now) return false
      reissues.set(reissueId, {
        ...free,
        state: 'held',
        history: state === 'held' ? found.history : [...found.history, { state: 'held', at: now }],
        ...(leaseEndsAt && { takenOver: true }),
        ...(before !== heldOn && { mailDueAt: now }),
        heldOn,
        smsDueAt: until,
        expectedAt,
      })
      return true
    },
  }
}

export function inMemorySmsReceipts(state: State): SmsReceipts {
  const { reissues } = state
  const { find } = inMemoryReissues(state)

  return {
    async findReissue(messageId) {
      const found = [...reissues.values()].find((one) => one.messageId === messageId)
      return found && find(found.reissueId)
    },
    async recordDelivery(reissueId, at) {
      const reissue = existing(reissues, reissueId)
      const step = { state: 'delivered', at } as const
      return transition(state, reissue, 'sent', step) ? 'recorded' : 'unchanged'
    },
    async recordFailure(reissue, { failure, neverLeft, at, now }) {
      const step = { state: 'failed', at } as const
      const isUsed = existing(reissues, reissue.reissueId).usedAt !== undefined
      const former =
        neverLeft && !isUsed && formerOf(existing(state.voters, reissue.voterId), reissue)
      const failed = {
        failure,
        mailDueAt: mailDueOf(now),
        ...(former && { restored: true as const }),
      }
      if (!transition(state, reissue, 'sent', step, failed)) return 'unchanged'
      if (former) state.voters.set(reissue.voterId, former)
      giveBack(state, reissue)
      return 'recorded'
    },
  }
}

export function inMemoryArrivals({ reissues }: State): Arrivals {
  const recordFirst = async (name: 'usedAt' | 'notReceivedAt', reissueId: string, at: Date) => {
    const found = reissues.get(reissueId)
    if (!found || found[name]) return undefined
    reissues.set(reissueId, { ...found, [name]: at })
    return found
  }
  return {
    async recordUse(reissueId, at) {
      const found = await recordFirst('usedAt', reissueId, at)
      return found ? { outcome: 'recorded', territory: found.territory } : { outcome: 'unchanged' }
    },
    recordMissing: async (reissueId, at) =>
      (await recordFirst('notReceivedAt', reissueId, at)) ? 'recorded' : 'unchanged',
  }
}

export function inMemoryReissueMails({ reissues }: State): ReissueMails {
  return {
    async settle(told, confirmedAt) {
      const found = reissues.get(told.reissueId)
      if (!found || newsOf(found) !== newsOf(told)) return
      if (told.state === 'held' && found.heldOn !== told.heldOn) return
      if (confirmedAt && found.bouncedAt?.getTime() !== told.bouncedAt?.getTime()) return
      const { mailDueAt, bouncedAt, ...settled } = found
      const still = !confirmedAt && bouncedAt && { bouncedAt }
      reissues.set(told.reissueId, { ...(confirmedAt && { confirmedAt }), ...settled, ...still })
    },
    async tellAgain(told, at) {
      const found = reissues.get(told.reissueId)
      if (!found || found.mailDueAt || newsOf(found) !== newsOf(told)) return false
      reissues.set(told.reissueId, { ...found, mailDueAt: mailDueOf(at) })
      return true
    },
    async unconfirm({ reissueId, state, expectedAt: before }, { at, expectedAt }) {
      const found = existing(reissues, reissueId)
      if (found.state !== state || found.expectedAt.getTime() !== before.getTime()) return false
      const { confirmedAt, ...unconfirmed } = found
      reissues.set(reissueId, {
        ...unconfirmed,
        bouncedAt: at,
        mailDueAt: mailDueOf(at),
        ...(state === 'accepted' && { expectedAt, smsDueAt: releaseOfHeld(expectedAt) }),
      })
      return true
    },
    async noteTold(reissueId, before, phase) {
      const found = reissues.get(reissueId)
      if (!found || (found.toldPhase ?? 0) !== before) return false
      reissues.set(reissueId, { ...found, toldPhase: phase })
      return true
    },
    async postpone(reissueId, dueAt) {
      const found = reissues.get(reissueId)
      if (!found?.mailDueAt || found.mailDueAt >= dueAt) return
      reissues.set(reissueId, { ...found, mailDueAt: dueAt })
    },
  }
}

export function inMemoryOverdueReissues({ reissues }: State): OverdueReissues {
  return {
    async *overdue(obligation: Obligation, now: Date) {
      const dueAt = (reissue: Reissue) => reissue[dueAttributes[obligation]]?.getTime() ?? Infinity
      const overdue = [...reissues.values()]
        .filter((reissue) => dueAt(reissue) < now.getTime())
        .sort((one, other) => dueAt(one) - dueAt(other))
      for (const { reissueId, requestedAt } of overdue) yield { reissueId, requestedAt }
    },
    async postpone(reissueId, obligation, dueAt) {
      const found = reissues.get(reissueId)
      const present = found?.[dueAttributes[obligation]]
      if (!found || !present || present >= dueAt) return
      reissues.set(reissueId, { ...found, [dueAttributes[obligation]]: dueAt })
    },
    countUnsent: async () => [...reissues.values()].filter((one) => one.smsDueAt).length,
    countLate: async (now) =>
      [...reissues.values()].filter((one) => one.smsDueAt && one.expectedAt < now).length,
  }
}

/** The voter with the identifier of before, unless another took the place of this request's since. */
function formerOf(voter: Voter, { reissueId }: Reissue): Voter | undefined {
  const { formerIdentifierHash, formerIdentifierReissueId, identifierReissueId, ...kept } = voter
  if (identifierReissueId !== reissueId || !formerIdentifierHash) return undefined
  const carrier = formerIdentifierReissueId !== noticeCarrier && formerIdentifierReissueId
  return {
    ...kept,
    identifierHash: formerIdentifierHash,
    ...(carrier && { identifierReissueId: carrier }),
  }
}
