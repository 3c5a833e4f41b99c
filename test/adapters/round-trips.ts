import { setTimeout as wait } from 'node:timers/promises'

/** Calls that could leave at once do: whoever has anything to ask has asked by then. */
const togetherMilliseconds = 10

/**
 * Counts the calls of a use case, and how many it makes one after the other: calls are held until nothing else is
 * asked, then leave as one round trip.
 */
export function roundTrips() {
  let calls = 0
  let sequence = 0
  let underWay = 0
  let held: (() => void)[] = []

  async function leaveTogether(): Promise<void> {
    let seen = 0
    while (seen !== held.length) {
      seen = held.length
      await wait(togetherMilliseconds)
    }
    const leaving = held
    held = []
    if (leaving.length === 0) return
    sequence++
    underWay = leaving.length
    for (const leave of leaving) leave()
  }

  return {
    begin(): void {
      calls = 0
      sequence = 0
    },
    counted: () => ({ calls, sequence }),
    async call<Answer>(send: () => Promise<Answer>): Promise<Answer> {
      calls++
      await new Promise<void>((leave) => {
        held.push(leave)
        if (held.length === 1 && underWay === 0) void leaveTogether()
      })
      try {
        return await send()
      } finally {
        underWay--
        if (underWay === 0 && held.length > 0) void leaveTogether()
      }
    },
  }
}
