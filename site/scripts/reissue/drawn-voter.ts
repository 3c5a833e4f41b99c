import type { Voter } from '../../../shared/contract/voter.ts'

/** `at` is the server's clock (ms). */
interface Seen {
  body: Voter
  at: number
}

const TICK_MS = 1_000

/**
 * Draws the latest answer now and every second, since the page also changes with time alone. `draw` gets the server's
 * time: a phone's own clock may be wrong by a day.
 */
export function keepDrawn(first: Seen, draw: (seen: Seen, now: number) => void) {
  let seen = first
  let aheadMs = first.at - Date.now()
  const redraw = () => draw(seen, Date.now() + aheadMs)
  redraw()
  setInterval(redraw, TICK_MS)
  return {
    redraw,
    show(body: Voter, at: number) {
      seen = { body, at }
      aheadMs = at - Date.now()
      redraw()
    },
  }
}
