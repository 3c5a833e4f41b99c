import { setTimeout as wait } from 'node:timers/promises'

/** Long enough for parallel calls to be issued together. */
const togetherMilliseconds = 10

/** Holds calls until no other is issued, then lets them leave as one round trip. */
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
