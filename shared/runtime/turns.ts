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

/** The messages of one invocation come to their turns within this time, and take them together. */
const leastGatherMilliseconds = 20

/**
 * Where many senders have a message each, each gathers for longer: all of one kind together begin no more than
 * 200 times a second.
 */
const gatherMillisecondsPerSender = 5

/** No turn is sooner than the table's answer, or it would be over when it is told. */
const answerMilliseconds = 20

/** How many questions a second those who wait for one kind of turn ask together, in vain for the most part. */
const questionsPerSecond = 60

/**
 * How many of an invocation's messages take a turn of the most urgent mails when their wait ends: so what is less
 * urgent leaves slowly, but leaves, however long a flood of the rest lasts.
 */
const maxPriorityBoosts = 2

interface Time {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

/** As it passes for a function. */
const realTime: Time = { clock: () => new Date(), sleep, random: Math.random }

interface Asker {
  since: number
  answer: (mayLeave: boolean) => void
  fail: (error: unknown) => void
}

type Reservation = { from: number } | { freeAt: number }

/**
 * Of one function that sends at `perSecond`, with the others: gives each of its invocations its turns. It reserves
 * them in blocks, as many as its messages ask for at a time and no more than the reach of their kind, and lets
 * one after the other leave. A turn that is over before its message could leave is lost, so that whatever sleeps,
 * dies or answers late, no second sees more than the rate.
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
  /** What succeeded last is tried first: only where somebody else changed that are there two writes. */
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

  // A timer is sometimes early by less than a millisecond.
  async function sleepUntil(instant: number): Promise<void> {
    for (let left = instant - now(); left > 0; left = instant - now()) await sleep(left)
  }

  return beginInvocation
}
