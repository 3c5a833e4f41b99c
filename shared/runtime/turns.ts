import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../domain/instants.ts'
import {
  lateMilliseconds,
  patience,
  type Rate,
  sendersOf,
  type Turn,
  type TurnKind,
  turnMilliseconds,
  wrongMilliseconds,
} from '../domain/turns.ts'

/** Requests of one invocation within this time share a reservation. */
const leastGatherMilliseconds = 20

/** Limits all senders of a kind to 200 reservations per second. */
const gatherMillisecondsPerSender = 5

/** Latency of the table's answer; a slot before it would already be over. */
const answerMilliseconds = 20

/** Reservation attempts per second of all waiting senders of a kind. */
const questionsPerSecond = 60

/** Messages per invocation that get the highest priority once their wait ends, so a flood never starves them. */
const maxPriorityBoosts = 2

interface Time {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

const realTime: Time = { clock: () => new Date(), sleep, random: Math.random }

interface Asker {
  since: number
  answer: (mayLeave: boolean) => void
  fail: (error: unknown) => void
}

type Reservation = { from: number } | { freeAt: number }

/**
 * Rate limiter shared by all senders. It reserves a block of slots for the waiting messages of an invocation. A message
 * that is late loses its slot, so no second exceeds the rate.
 */
export function turnsOf(
  rate: Rate,
  kind: TurnKind,
  perSecond: number,
  { clock, sleep, random }: Time = realTime,
): () => Turn {
  const turn = turnMilliseconds(perSecond)
  const { reach, wait } = patience[kind]
  const mostAtOnce = Math.max(1, Math.floor(reach.first / turn))
  const senders = sendersOf(kind, perSecond)
  const gatherMilliseconds = Math.max(
    leastGatherMilliseconds,
    gatherMillisecondsPerSender * senders,
  )
  const betweenQuestions = (2000 * senders) / questionsPerSecond
  /** The last mode that succeeded is tried first, so most reservations take one write. */
  let from: 'earliest' | 'behind' = 'earliest'
  const now = () => clock().getTime()

  async function reserve(count: number, reachNow: number): Promise<Reservation> {
    const earliest = now() + answerMilliseconds
    const latest = earliest + reachNow
    const { reserved, freeAt: free = 0 } = await rate.reserve(
      { earliest: new Date(earliest), latest: new Date(latest), milliseconds: count * turn },
      from,
    )
    if (reserved) return { from: from === 'behind' ? free : earliest }
    const isHeld = free > earliest && free <= earliest + wrongMilliseconds
    from = isHeld ? 'behind' : 'earliest'
    if (isHeld && free > latest) return { freeAt: free }
    return reserve(count, reachNow)
  }

  function beginInvocation(): Turn {
    const asking: Asker[] = []
    let boostsLeft = maxPriorityBoosts

    async function give(): Promise<void> {
      await sleep(gatherMilliseconds)
      for (let first = asking[0]; first; first = asking[0]) {
        const waited = now() - first.since
        const isOver = waited >= wait
        if (isOver && boostsLeft-- <= 0) {
          leave(false)
          continue
        }
        const count = isOver ? 1 : Math.min(asking.length, mostAtOnce)
        const reachNow = isOver
          ? patience['stop-link'].reach.last
          : reach.first + (reach.last - reach.first) * (waited / wait)
        try {
          const reservation = await reserve(count, reachNow)
          if ('from' in reservation) await letLeave(count, reservation.from)
          else if (isOver) leave(false)
          else {
            const canReserveAt = reservation.freeAt - reachNow - answerMilliseconds
            const askAgainAt = Math.max(canReserveAt, now()) + random() * betweenQuestions
            await sleepUntil(Math.min(askAgainAt, first.since + wait))
          }
        } catch (error) {
          for (const { fail } of asking.splice(0, count)) fail(error)
        }
      }
    }

    async function letLeave(count: number, from: number): Promise<void> {
      for (let rank = 0; rank < count; rank++) {
        const at = from + rank * turn
        await sleepUntil(at)
        if (now() <= at + lateMilliseconds) leave(true)
      }
    }

    const leave = (mayLeave: boolean) => asking.shift()?.answer(mayLeave)

    return () =>
      new Promise((answer, fail) => {
        asking.push({ since: now(), answer, fail })
        if (asking.length === 1) void give()
      })
  }

  // Timers may fire up to a millisecond early.
  async function sleepUntil(instant: number): Promise<void> {
    for (let left = instant - now(); left > 0; left = instant - now()) await sleep(left)
  }

  return beginInvocation
}
