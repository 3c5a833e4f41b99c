/** How many came and how many left, until the end of each step. */
export interface Flow {
  came: Float64Array
  left: Float64Array
}

/** Of those who came in a step. */
export interface Wait {
  step: number
  count: number
  seconds: number
}

export const emptyFlow = (steps: number): Flow => ({
  came: new Float64Array(steps),
  left: new Float64Array(steps),
})

/** Until the end of that step; nothing before the first. */
export const until = (counts: Float64Array, step: number): number =>
  step < 0 ? 0 : (counts[Math.min(step, counts.length - 1)] ?? 0)

export const within = (counts: Float64Array, step: number): number =>
  until(counts, step) - until(counts, step - 1)

export const waiting = ({ came, left }: Flow, step: number): number =>
  until(came, step) - until(left, step)

/** Lets as many leave as `most`, in the order in which they came. @returns how many did */
export function letLeave({ came, left }: Flow, step: number, most: number, available = Infinity) {
  const leaving = Math.max(
    0,
    Math.min(until(came, step) - until(left, step - 1), available - until(left, step - 1), most),
  )
  left[step] = until(left, step - 1) + leaving
  return leaving
}

/** How long whoever came waited, by step: the first come leave first. Infinite for those who never leave. */
export function waitsOf({ came, left }: Flow, stepSeconds: number): Wait[] {
  const waits: Wait[] = []
  let leaving = 0
  for (let step = 0; step < came.length; step++) {
    const count = within(came, step)
    if (count <= 0) continue
    // The middle one of them.
    const rank = until(came, step) - count / 2
    while (leaving < left.length && until(left, leaving) < rank - 1e-6) leaving++
    const isLeft = leaving < left.length
    const before = until(left, leaving - 1)
    const share = isLeft ? (rank - before) / Math.max(within(left, leaving), 1e-9) : 0
    const seconds = isLeft ? Math.max(0, (leaving + share - step - 0.5) * stepSeconds) : Infinity
    waits.push({ step, count, seconds })
  }
  return waits
}

/** Nine in ten of them wait no longer, for instance. */
export function quantileOf(
  waits: readonly Pick<Wait, 'count' | 'seconds'>[],
  share: number,
): number {
  const sorted = waits.toSorted((one, other) => one.seconds - other.seconds)
  const all = sorted.reduce((sum, { count }) => sum + count, 0)
  let counted = 0
  for (const { count, seconds } of sorted) {
    counted += count
    if (counted >= share * all - 1e-6) return seconds
  }
  return 0
}
