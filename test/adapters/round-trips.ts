import { setTimeout as wait } from 'node:timers/promises'
import type { loads } from '../../lib/table-peaks.ts'

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

/** One after the other, and in all: what a voter waits for, whatever the units. */
export const bounds: Record<keyof typeof loads, { sequence: number; calls: number }> = {
  signIn: { sequence: 4, calls: 6 },
  signInWithCode: { sequence: 5, calls: 8 },
  wrongSignIn: { sequence: 3, calls: 4 },
  passwordSet: { sequence: 2, calls: 3 },
  spaceShown: { sequence: 1, calls: 2 },
  signInCode: { sequence: 1, calls: 1 },
  code: { sequence: 2, calls: 3 },
  request: { sequence: 2, calls: 4 },
  wrongRequest: { sequence: 3, calls: 5 },
  requestFollowed: { sequence: 1, calls: 3 },
  linkOpened: { sequence: 1, calls: 1 },
  requestWithdrawn: { sequence: 2, calls: 4 },
  requestConfirmed: { sequence: 3, calls: 4 },
  smsSent: { sequence: 4, calls: 6 },
  boothEntered: { sequence: 4, calls: 7 },
  wrongBoothEntry: { sequence: 3, calls: 5 },
  boothShown: { sequence: 1, calls: 3 },
}
