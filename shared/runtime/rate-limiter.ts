/** What leaves in one second may arrive this much closer together. */
const jitterMilliseconds = 10

/** How long a sender may have paused, between two batches or for a slow table, and still make up for it. */
const pauseMilliseconds = 300

/** After so long another sender has had this place. */
const absenceMilliseconds = 1000

export interface RateLimiter {
  /** Resolves when one more may leave. Turns come in the order in which they were asked for. */
  turn(): Promise<void>
  /**
   * Resolves when another could leave. An invocation that waits for it keeps its place among those
   * that Lambda lets run at once, so together they make no more than the rate.
   */
  rest(): Promise<void>
}

interface Time {
  /** Milliseconds that never go back. */
  now: () => number
  sleep: (milliseconds: number) => Promise<unknown>
}

/**
 * Lets SMS or mails leave evenly, at no more than `perSecond` in any second.
 * The first one waits for a second: whoever had this place before may have died without a rest.
 * @param perSecond whole: a sender's share of the rate
 */
export function startRateLimiter(perSecond: number, { now, sleep }: Time): RateLimiter {
  const windowMilliseconds = 1000 + jitterMilliseconds
  const stepMilliseconds = windowMilliseconds / perSecond
  /** When the last ones left, as many as may leave in a second. */
  const leftAt: number[] = []
  let nextAt = now() + windowMilliseconds
  let last: Promise<void> = Promise.resolve()

  // A timer is late by a little, and sometimes early by less than a millisecond.
  const sleepUntil = async (instant: number) => {
    for (let left = instant - now(); left > 0; left = instant - now()) await sleep(Math.ceil(left))
  }

  async function next(): Promise<void> {
    const isBack = now() - nextAt > absenceMilliseconds
    const evenly = isBack ? now() : Math.max(nextAt, now() - pauseMilliseconds)
    nextAt = evenly + stepMilliseconds
    const windowAgo = leftAt.length === perSecond ? leftAt.shift() : undefined
    await sleepUntil(Math.max(evenly, (windowAgo ?? -windowMilliseconds) + windowMilliseconds))
    leftAt.push(now())
  }

  return {
    turn() {
      last = last.then(next)
      return last
    },
    async rest() {
      await last
      if (leftAt.length > 0) await sleepUntil(nextAt)
    },
  }
}

/**
 * Gives each of the invocations that run at once in one process a limiter of its own. Lambda runs one in
 * each, so there it is always the same.
 */
export function rateLimiterPool(perSecond: number, time: Time): { take(): RateLimiter } {
  const idle: RateLimiter[] = []
  return {
    take() {
      const limiter = idle.pop() ?? startRateLimiter(perSecond, time)
      return {
        ...limiter,
        async rest() {
          await limiter.rest()
          idle.push(limiter)
        },
      }
    },
  }
}
