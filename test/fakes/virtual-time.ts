/** Time that passes only when all sleep. `lateness` returns by how many milliseconds a sleeper wakes late. */
export function virtualTime(lateness: () => number) {
  let now = 0
  const sleepers: { at: number; wake: () => void }[] = []

  function rankOf(at: number): number {
    let low = 0
    let high = sleepers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sleepers[middle] as { at: number }).at > at) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    now: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        const at = now + milliseconds + lateness()
        sleepers.splice(rankOf(at), 0, { at, wake })
      }),
    async pass(): Promise<void> {
      while (true) {
        await new Promise(setImmediate)
        const next = sleepers.pop()
        if (!next) return
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}

export type VirtualTime = ReturnType<typeof virtualTime>
