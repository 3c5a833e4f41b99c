/** The server's clock: its last answer plus the time elapsed since. A phone's own may be wrong by a day. */
export class ServerClock {
  private aheadMs: number

  constructor(at: number) {
    this.aheadMs = at - Date.now()
  }

  set(at: number): void {
    this.aheadMs = at - Date.now()
  }

  now(): number {
    return Date.now() + this.aheadMs
  }
}

/** Redraws at least this often: « à 10 h » becomes yesterday's. */
const TICK_MS = 60_000

export function untilNextChangeMs(changes: number[], now: number): number {
  return Math.min(TICK_MS, ...changes.filter((change) => change > now).map((one) => one - now))
}

/** Draws now, at each instant that `draw` returns, and whenever the returned function is called. */
export function keepDrawn(clock: ServerClock, draw: () => number[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const drawAgain = () => {
    clearTimeout(timer)
    timer = setTimeout(drawAgain, untilNextChangeMs(draw(), clock.now()))
  }
  drawAgain()
  return drawAgain
}
