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

/** Messages of one invocation that ask within this time take their turns together. */
const leastGatherMilliseconds = 20

/** Longer where senders are many: all of one kind together begin 200 times a second at most. */
const gatherMillisecondsPerSender = 5

/** The table's answer takes so long: an earlier turn would be over by then. */
const answerMilliseconds = 20

/** Writes a second of all who wait for one kind of turn, most of them in vain. */
const questionsPerSecond = 60

/**
 * Messages of an invocation that take a turn of the most urgent mails when their wait ends. So less urgent ones leave,
 * slowly, however long a flood lasts.
 */
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
 * Gives an invocation its turns of a rate that all senders share. It reserves a block for the messages that wait, no
 * longer than the reach of their kind, and lets one after the other leave. A turn that is over before its message could
 * leave is lost, so whatever sleeps, dies or answers late, no second sees more than the rate.
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
  /** What succeeded last is tried first, so most reservations take one write. */
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
