import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { cachedSmsState } from '../../functions/send-identifier/cap-counts.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { receiptMessage } from '../../shared/contract/queue-messages.ts'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import {
  deriveIdentifier,
  holdsIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { bothClocks, keys } from '../builders/values.ts'
import { aSignedInVoter, type SignedInVoter, election as usual } from '../builders/voters.ts'
import { inMemoryQueue } from '../fakes/channels.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { virtualQueue } from './virtual-queue.ts'
import { virtualService } from './virtual-service.ts'

export interface Evening {
  reissues: number
  overSeconds: number
  spentSeconds: number
  raisedSeconds: number
}

export const smsPerSecond = 10
/** From the hand-over to the line in SNS's log, in milliseconds. */
export const receiptMilliseconds = [2000, 6000] as const
export const receiptQueueSeconds = 2

/** A voter who reads that the SMS was not sent asks again. */
const retryMilliseconds = [60_000, 1_200_000] as const

/**
 * Simulates a last evening in virtual time. The use cases of senders, receipts and reconciler, their pipelines and
 * limiters are the real ones; tables are in memory; SQS, SNS and Lambda are modelled.
 */
export async function playLastEvening(evening: Evening) {
  const election: typeof usual = { ...usual, smsPerSecond, smsDailyCap: 1_000_000 }
  const service = virtualService(election)
  const { time, clock, journal } = service
  const seconds = () => time.now() / 1000
  const tables = inMemoryTables()
  const smsQueue = virtualQueue(time, election.smsDelaySeconds)
  const receiptQueue = virtualQueue(time, receiptQueueSeconds)
  const sink = inMemoryQueue()
  const common = { ...tables, election, keys, clock, journal, notifications: sink }
  const asked = new Map<string, SignedInVoter>()
  const taken: { reissueId: string; at: number; isSent: boolean }[] = []
  const calls: number[] = []
  let refusedBySns = 0
  let firstHeldAt = Number.POSITIVE_INFINITY

  /** @returns SNS's answer; only the receipt says that nothing was sent */
  async function handOver(reissueId: string) {
    const calledAt = seconds()
    const isTooMany = calledAt - (calls.at(-smsPerSecond) ?? Number.NEGATIVE_INFINITY) < 1
    if (!isTooMany) calls.push(calledAt)
    await service.handOver()
    if (isTooMany) {
      refusedBySns++
      return { notAccepted: 'ThrottledException', isCertain: true }
    }
    const at = seconds()
    const isSent = at < evening.spentSeconds || at >= evening.raisedSeconds
    taken.push({ reissueId, at, isSent })
    const messageId = messageIdOf(taken.length)
    void service.pause(receiptMilliseconds).then(() =>
      receiptQueue.put({
        messageId,
        at: clock().toISOString(),
        ...(!isSent && { failure: 'service-limit', limit: 'account' }),
      }),
    )
    return { messageId }
  }

  service.startSenders('sms', tables.smsRate, smsQueue, reissueMessage, () => {
    const readSms = cachedSmsState({ ...tables, election, clock }, clock)
    return async ({ reissueId }, { takeToken }) => {
      const carrier = { send: () => handOver(reissueId) }
      const ports = { ...common, readSms, carrier, takeToken }
      const sending = await sendIdentifier(ports, reissueId)
      const { outcome } = sending
      if (outcome === 'held' && sending.by === 'service-limit')
        firstHeldAt = Math.min(firstHeldAt, seconds())
      return ['busy', 'not-taken', 'no-token'].includes(outcome) ? 'later' : 'done'
    }
  })
  receiptQueue.consume(
    queueHandler({
      schema: receiptMessage,
      changeVisibility: receiptQueue.changeVisibility,
      requeueMessage: receiptQueue.requeueMessage,
      async consume(receipt) {
        const said = { ...receipt, at: bothClocks(receipt.at) }
        const recording = await recordReceipt({ ...common, timeZone: election.timeZone }, said)
        if (recording.outcome === 'unknown') return 'later'
        if (recording.outcome === 'recorded' && said.failure) void askAgain(recording.reissueId)
        return 'done'
      },
    }),
    2,
  )

  async function ask(voter: SignedInVoter): Promise<void> {
    const reissueId = await service.ask(tables, voter)
    asked.set(reissueId, voter)
    await smsQueue.put({ reissueId })
  }

  async function askAgain(reissueId: string): Promise<void> {
    await service.pause(retryMilliseconds)
    await ask(asked.get(reissueId) as SignedInVoter)
  }

  async function arrive(): Promise<void> {
    for (let reissue = 0; reissue < evening.reissues; reissue++) {
      await service.until((reissue / evening.reissues) * evening.overSeconds)
      await ask(await aSignedInVoter(tables))
    }
  }

  const sentIds = () => taken.filter(({ isSent }) => isSent).map(({ reissueId }) => reissueId)

  async function requeue(): Promise<void> {
    // Stops after two days: what has not left by then is lost.
    while (sentIds().length < evening.reissues && seconds() < 172_800) {
      await time.sleep(60_000)
      await service.requeue(tables, { sms: smsQueue, mail: sink })
    }
  }

  function countWithout(): number {
    const notSent = taken.filter(({ isSent }) => !isSent)
    return notSent.filter(({ reissueId }) => {
      const { voterId } = asked.get(reissueId) as SignedInVoter
      const identifier = deriveIdentifier(keys, voterId, reissueId)
      return holdsIdentifier(keys, tables.look.voter(voterId), identifier)
    }).length
  }

  let beforeRaise = { without: 0, held: 0 }
  const looking = time.sleep(evening.raisedSeconds * 1000 - 1).then(() => {
    const reissues = [...asked.keys()].map((reissueId) => tables.look.reissue(reissueId))
    const held = reissues.filter(({ state }) => state === 'held').length
    beforeRaise = { without: countWithout(), held }
  })
  const arrivals = Promise.all([arrive(), requeue(), looking])
  await time.pass()
  await arrivals

  const sent = sentIds()
  const notSent = taken.filter(({ isSent }) => !isSent)
  return {
    notSentAtOnce: notSent.filter(({ at }) => at <= firstHeldAt + 5).length,
    notSentInTrials: notSent.filter(({ at }) => at > firstHeldAt + 5).length,
    beforeRaise,
    lost: evening.reissues - new Set(sent.map((id) => asked.get(id)?.voterId)).size,
    twice: sent.length - new Set(sent.map((id) => asked.get(id)?.voterId)).size,
    deadLetters: smsQueue.deadLetters.length + receiptQueue.deadLetters.length,
    without: countWithout(),
    refusedBySns,
  }
}

const messageIdOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
