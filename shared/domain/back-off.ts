interface BackOff {
  first: number
  longest: number
  /** The part of the wait that is not left to chance; none when absent. */
  least?: number
}

/**
 * How long to wait before one more try, in the unit of the bounds: the longest wait doubles at each one, and chance
 * spreads those that failed together.
 */
export function backOffWait(
  { first, longest, least = 0 }: BackOff,
  tries: number,
  random = Math.random(),
): number {
  const most = Math.min(longest, first * 2 ** (tries - 1))
  return most * (least + (1 - least) * random)
}
