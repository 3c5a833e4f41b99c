import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../domain/instants.ts'
import {
  implausibleMilliseconds,
  lateMilliseconds,
  patience,
  type Rate,
  sendersOf,
  type Turn,
  type TurnKind,
  turnMilliseconds,
} from '../domain/turns.ts'

/** Shortest time in which an invocation gathers requests for one reservation. */
const leastGatherMilliseconds = 20

/** Limits all senders of a kind to 200 reservations per second. */
const gatherMillisecondsPerSender = 5

/** Expected latency of the table: an earlier token would already have expired. */
const answerMilliseconds = 20

/** Reservation attempts per second of all waiting senders of a kind. */
const attemptsPerSecond = 60

/** Messages per invocation that may reserve as far ahead as a stop link once their wait ends, so that none starves. */
const maxPriorityBoosts = 2

interface Time {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

const realTime: Time = { clock: () => new Date(), sleep, random: Math.random }

interface PendingRequest {
  since: number
  answer: (mayLeave: boolean) => void
  fail: (error: unknown) => void
}

type Reservation = { from: number } | { freeAt: number }

/** Rate limiter shared by all senders. A late message needs another token, so that no second exceeds the rate. */
export function turnsOf(
  rate: Rate,
  kind: TurnKind,
  perSecond: number,
  { clock, sleep, random }: Time = realTime,
): () => Turn {
  const interval = turnMilliseconds(perSecond)
  const { reach, wait } = patience[kind]
  const maxBlock = Math.max(1, Math.floor(reach.first / interval))
  const senders = sendersOf(kind, perSecond)
  const gatherMilliseconds = Math.max(
    leastGatherMilliseconds,
    gatherMillisecondsPerSender * senders,
  )
  const retryMilliseconds = (2000 * senders) / attemptsPerSecond
  /** Each reservation first tries the mode of the last one, so that most take one write. */
  let from: 'earliest' | 'behind' = 'earliest'
  const now = () => clock().getTime()

  async function reserve(count: number, reachNow: number): Promise<Reservation> {
    const earliest = now() + answerMilliseconds
    const latest = earliest + reachNow
    const { reserved, freeAt: free = 0 } = await rate.reserve(
      { earliest: new Date(earliest), latest: new Date(latest), milliseconds: count * interval },
      from,
    )
    if (reserved) return { from: from === 'behind' ? free : earliest }
    const isReserved = free > earliest && free <= earliest + implausibleMilliseconds
    from = isReserved ? 'behind' : 'earliest'
    if (isReserved && free > latest) return { freeAt: free }
    return reserve(count, reachNow)
  }

  function beginInvocation(): Turn {
    const pending: PendingRequest[] = []
    let boostsLeft = maxPriorityBoosts

    async function serveRequests(): Promise<void> {
      await sleep(gatherMilliseconds)
      for (let first = pending[0]; first; first = pending[0]) {
        const waitedMilliseconds = now() - first.since
        const isExpired = waitedMilliseconds >= wait
        if (isExpired && boostsLeft-- <= 0) {
          release(false)
          continue
        }
        const count = isExpired ? 1 : Math.min(pending.length, maxBlock)
        const reachNow = isExpired
          ? patience['stop-link'].reach.last
          : reach.first + (reach.last - reach.first) * (waitedMilliseconds / wait)
        try {
          const reservation = await reserve(count, reachNow)
          if ('from' in reservation) await releaseInTime(count, reservation.from)
          else if (isExpired) release(false)
          else {
            const canReserveAt = reservation.freeAt - reachNow - answerMilliseconds
            const retryAt = Math.max(canReserveAt, now()) + random() * retryMilliseconds
            await sleepUntil(Math.min(retryAt, first.since + wait))
          }
        } catch (error) {
          for (const { fail } of pending.splice(0, count)) fail(error)
        }
      }
    }

    async function releaseInTime(count: number, from: number): Promise<void> {
      for (let rank = 0; rank < count; rank++) {
        const at = from + rank * interval
        await sleepUntil(at)
        if (now() <= at + lateMilliseconds) release(true)
      }
    }

    const release = (mayLeave: boolean) => pending.shift()?.answer(mayLeave)

    return () =>
      new Promise((answer, fail) => {
        pending.push({ since: now(), answer, fail })
        if (pending.length === 1) void serveRequests()
      })
  }

  // Timers may fire up to a millisecond early.
  async function sleepUntil(instant: number): Promise<void> {
    for (let left = instant - now(); left > 0; left = instant - now()) await sleep(left)
  }

  return beginInvocation
}
