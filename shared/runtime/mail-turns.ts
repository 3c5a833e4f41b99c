import type { MailPriority } from '../domain/mail-rate.ts'
import type { Clock, MailTurn, MailTurns } from '../domain/ports.ts'

/** How long a message waits for its turn with a sender, before it goes back to its queue as a new one. */
const longestWaitMilliseconds = 15_000

/** No turn is sooner than the table's answer, or it would be late when it is told. */
const answerMilliseconds = 20

/** Between two questions, so that senders that wait together do not ask in step. */
const shortestWaitMilliseconds = 20

interface Time {
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  random: () => number
}

/**
 * The turns of the mails that one invocation sends: it asks for one at a time, in the order in which its
 * messages ask.
 */
export function mailTurnsOf(
  mailTurns: MailTurns,
  priority: MailPriority,
  { clock, sleep, random }: Time,
): MailTurn {
  let last: Promise<unknown> = Promise.resolve()

  async function reserve(deadline: number): Promise<Date | undefined> {
    for (;;) {
      const now = clock()
      if (now.getTime() >= deadline) return undefined
      const earliest = new Date(now.getTime() + answerMilliseconds)
      const turn = await mailTurns.reserve(priority, earliest)
      if ('at' in turn) return turn.at
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
