import type { Voter } from '../../../shared/contract/voter.ts'
import { changesOf } from './reissue-state.ts'

/** `at` is the server's clock (ms). */
interface Seen {
  body: Voter
  at: number
}

/** Redraws at least this often: « à 10 h » becomes yesterday's. */
const TICK_MS = 60_000

export function untilNextChangeMs(changes: number[], now: number): number {
  return Math.min(TICK_MS, ...changes.filter((change) => change > now).map((one) => one - now))
}

/**
 * Draws the voter seen last: now, and at each instant that changes what is said. `draw` is told the server's time, since
 * a phone's own clock may be wrong by a day.
 */
export function keepDrawn(first: Seen, draw: (seen: Seen, now: number) => void) {
  let seen = first
  let aheadMs = first.at - Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const redraw = () => {
    clearTimeout(timer)
    const now = Date.now() + aheadMs
    draw(seen, now)
    timer = setTimeout(redraw, untilNextChangeMs(changesOf(seen.body), now))
  }
  redraw()
  return {
    redraw,
    show(body: Voter, at: number) {
      seen = { body, at }
      aheadMs = at - Date.now()
      redraw()
    },
  }
}
