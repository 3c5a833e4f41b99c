import { type Clock, secondsLater } from '../../shared/domain/instants.ts'

export type FakeClock = Clock & {
  advance(seconds: number): void
  set(instant: Date): void
}

export function fakeClock(start: Date): FakeClock {
  let instant = start
  return Object.assign(() => instant, {
    advance(seconds: number) {
      instant = secondsLater(instant, seconds)
    },
    set(other: Date) {
      instant = other
    },
  })
}

/** Nobody waits for a clock that stands still. */
export const noPause = async () => {}
