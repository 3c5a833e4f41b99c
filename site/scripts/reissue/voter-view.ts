import type { Voter } from '../../../shared/contract/voter.ts'

export interface VoterAnswer {
  body: Voter
  at: number
}

const TICK_MS = 1_000

/** Uses the server's time, because a phone's clock may be wrong. */
export function createVoterView(
  initialView: VoterAnswer,
  render: (view: VoterAnswer, now: number) => void,
) {
  let latestView = initialView
  let clockOffsetMs = initialView.at - Date.now()
  const redraw = () => render(latestView, Date.now() + clockOffsetMs)
  redraw()
  setInterval(redraw, TICK_MS)
  return {
    redraw,
    show(body: Voter, at: number) {
      latestView = { body, at }
      clockOffsetMs = at - Date.now()
      redraw()
    },
  }
}
