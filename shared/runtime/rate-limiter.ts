import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../domain/instants.ts'
import {
  intervalMilliseconds,
  maxLateMilliseconds,
  maxPlausibleLeadMilliseconds,
  maxPriorityBoosts,
  type Rate,
  type SenderKind,
  senderCount,
  type TakeToken,
  waitLimits,
} from '../domain/rate-limiter.ts'

const minGatherMilliseconds = 20

const gatherMillisecondsPerSender = 5

/** Expected latency of a reservation: a token for an earlier time would come too late. */
const latencyMilliseconds = 20

const attemptsPerSecond = 60

interface Timers {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

const systemTimers: Timers = { clock: () => new Date(), sleep, random: Math.random }

interface PendingRequest {
  since: number
  answer: (isGranted: boolean) => void
  fail: (error: unknown) => void
}

type Reservation = { startsAt: number } | { freeAt: number }

/** A message that misses its token by more than `maxLateMilliseconds` waits for another token. */
export function rateLimiter(
  rate: Rate,
  kind: SenderKind,
  perSecond: number,
  { clock, sleep, random }: Timers = systemTimers,
): () => TakeToken {
  const interval = intervalMilliseconds(perSecond)
  const { horizon, maxWait } = waitLimits[kind]
  const maxBlockSize = Math.max(1, Math.floor(horizon.first / interval))
  const senders = senderCount(kind, perSecond)
  const gatherMilliseconds = Math.max(minGatherMilliseconds, gatherMillisecondsPerSender * senders)
  const retryMilliseconds = (2000 * senders) / attemptsPerSecond
  let startMode: 'earliest' | 'behind' = 'earliest'
  const now = () => clock().getTime()

  async function reserve(count: number, maxAhead: number): Promise<Reservation> {
    const start = now() + latencyMilliseconds
    const lastStart = start + maxAhead
    const { isReserved, freeAt = 0 } = await rate.reserve(
      { notBefore: new Date(start), notAfter: new Date(lastStart), milliseconds: count * interval },
      startMode,
    )
    if (isReserved) return { startsAt: startMode === 'behind' ? freeAt : start }
    const isReservedAhead = freeAt > start && freeAt <= start + maxPlausibleLeadMilliseconds
    startMode = isReservedAhead ? 'behind' : 'earliest'
    if (isReservedAhead && freeAt > lastStart) return { freeAt }
    return reserve(count, maxAhead)
  }

  function beginInvocation(): TakeToken {
    const pendingRequests: PendingRequest[] = []
    let boostsLeft = maxPriorityBoosts

    async function serveRequests(): Promise<void> {
      await sleep(gatherMilliseconds)
      for (let firstRequest = pendingRequests[0]; firstRequest; firstRequest = pendingRequests[0]) {
        const waitedMilliseconds = now() - firstRequest.since
        const isExpired = waitedMilliseconds >= maxWait
        if (isExpired && boostsLeft-- <= 0) {
          answerFirst(false)
          continue
        }
        const count = isExpired ? 1 : Math.min(pendingRequests.length, maxBlockSize)
        const maxAhead = isExpired
          ? waitLimits['cancel-link'].horizon.last
          : horizon.first + (horizon.last - horizon.first) * (waitedMilliseconds / maxWait)
        try {
          const reservation = await reserve(count, maxAhead)
          if ('startsAt' in reservation) await answerAll(count, reservation.startsAt)
          else if (isExpired) answerFirst(false)
          else {
            const canReserveAt = reservation.freeAt - maxAhead - latencyMilliseconds
            const retryAt = Math.max(canReserveAt, now()) + random() * retryMilliseconds
            await sleepUntil(Math.min(retryAt, firstRequest.since + maxWait))
          }
        } catch (error) {
          for (const { fail } of pendingRequests.splice(0, count)) fail(error)
        }
      }
    }

    async function answerAll(count: number, startsAt: number): Promise<void> {
      for (let rank = 0; rank < count; rank++) {
        const at = startsAt + rank * interval
        await sleepUntil(at)
        if (now() <= at + maxLateMilliseconds) answerFirst(true)
      }
    }

    const answerFirst = (mayLeave: boolean) => pendingRequests.shift()?.answer(mayLeave)

    return () =>
      new Promise((answer, fail) => {
        pendingRequests.push({ since: now(), answer, fail })
        if (pendingRequests.length === 1) void serveRequests()
      })
  }

  // Timers may fire up to a millisecond early.
  async function sleepUntil(instant: number): Promise<void> {
    for (let waitMs = instant - now(); waitMs > 0; waitMs = instant - now()) await sleep(waitMs)
  }

  return beginInvocation
}
