/** Time that passes only when everybody sleeps. Sleepers wake late by what `lateness` says, in milliseconds. */
export function virtualTime(lateness: () => number) {
  let now = 0
  const sleepers: { at: number; wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now + milliseconds + lateness(), wake })
      }),
    /** Runs until nobody sleeps any more. */
    async pass(): Promise<void> {
      while (true) {
        // Whoever was woken goes as far as their next sleep.
        for (let turn = 0; turn < 20; turn++) await Promise.resolve()
        sleepers.sort((one, other) => one.at - other.at)
        const next = sleepers.shift()
        if (!next) return
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}
