import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { type BothClocks, bothClocks } from '../builders/values.ts'

export type FakeClock = Clock<BothClocks> & {
  advance(seconds: number): void
  set(instant: Date): void
}

export function fakeClock(start: Date): FakeClock {
  let instant = bothClocks(start)
  return Object.assign(() => instant, {
    advance(seconds: number) {
      instant = secondsLater(instant, seconds)
    },
    set(other: Date) {
      instant = bothClocks(other)
    },
  })
}

export const noPause = async () => {}
