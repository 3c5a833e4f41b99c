import type { Voter } from '../../../shared/contract/voter.ts'

interface Seen {
  body: Voter
  at: number
}

const TICK_MS = 1_000

/** Renders now and every second, by the server's time: a phone's clock may be a day off. */
export function createVoterView(first: Seen, draw: (seen: Seen, now: number) => void) {
  let seen = first
  let clockOffsetMs = first.at - Date.now()
  const redraw = () => draw(seen, Date.now() + clockOffsetMs)
  redraw()
  setInterval(redraw, TICK_MS)
  return {
    redraw,
    show(body: Voter, at: number) {
      seen = { body, at }
      clockOffsetMs = at - Date.now()
      redraw()
    },
  }
}
