import { setTimeout as sleep } from 'node:timers/promises'
import type { MailTurn, MailTurns } from '../domain/mail-ports.ts'
import type { MailPriority } from '../domain/mail-rate.ts'
import type { Clock } from '../domain/ports.ts'

/** How long a message waits for its turn with a sender, before it goes back to its queue as a new one. */
const longestWaitMilliseconds = 15_000

/**
 * How many of an invocation's mails take a turn of the most urgent ones when their wait ends: so what is less
 * urgent leaves slowly, but leaves, however long a flood of the rest lasts.
 */
const favours = 2

/** No turn is sooner than the table's answer, or it would be late when it is told. */
const answerMilliseconds = 20

/** Between two questions, so that senders that wait together do not ask in step. */
const shortestWaitMilliseconds = 20

interface Time {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

/** As it passes for a function. */
const realTime: Time = { clock: () => new Date(), sleep, random: Math.random }

/**
 * The turns of the mails that one invocation sends: it asks for one at a time, in the order in which its
 * messages ask.
 */
export function mailTurnsOf(
  mailTurns: MailTurns,
  priority: MailPriority,
  { clock, sleep, random }: Time = realTime,
): MailTurn {
  let last: Promise<unknown> = Promise.resolve()
  let favoursLeft = favours

  async function reserve(deadline: number): Promise<Date | undefined> {
    for (;;) {
      const now = clock()
      const isOver = now.getTime() >= deadline
      if (isOver && favoursLeft-- <= 0) return undefined
      const earliest = new Date(now.getTime() + answerMilliseconds)
      const turn = await mailTurns.reserve(isOver ? 'stop-link' : priority, earliest)
      if ('at' in turn) return turn.at
      if (isOver) return undefined
      const askAgainAt = turn.askAgainAt.getTime() - answerMilliseconds
      const wait = Math.max(askAgainAt - clock().getTime(), shortestWaitMilliseconds)
      const until = Math.min(clock().getTime() + wait, deadline)
      await sleep(until - clock().getTime() + Math.floor(random() * shortestWaitMilliseconds))
    }
  }

  return async () => {
    const deadline = clock().getTime() + longestWaitMilliseconds
    const reservation = last.then(() => reserve(deadline))
    // One that failed is its own message's business.
    last = reservation.catch(() => {})
    const at = await reservation
    if (!at) return false
    // A timer is sometimes early by less than a millisecond.
    for (
      let left = at.getTime() - clock().getTime();
      left > 0;
      left = at.getTime() - clock().getTime()
    ) {
      await sleep(left)
    }
    return true
  }
}
