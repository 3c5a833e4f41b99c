/**
 * The server's clock: what its last answer said, and the time elapsed since. A phone's own may be wrong by a day.
 * Answers tell whole seconds, the past one.
 */
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

/** What changes with the passing of time alone, such as « à 10 h » for yesterday, is drawn again this often. */
const TICK_MS = 60_000

/** How long until the next of these instants, at most a minute: timers count no further than 24.8 days. */
export function untilNextChangeMs(changes: number[], now: number): number {
  return Math.min(TICK_MS, ...changes.filter((change) => change > now).map((one) => one - now))
}

/** Draws now, at each of the instants that `draw` answers, and whenever what it returns is called. */
export function keepDrawn(clock: ServerClock, draw: () => number[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const drawAgain = () => {
    clearTimeout(timer)
    timer = setTimeout(drawAgain, untilNextChangeMs(draw(), clock.now()))
  }
  drawAgain()
  return drawAgain
}
