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

const messageWaitSeconds = { first: 5, longest: 600, least: 0.5 }

/** Of a failed message. @returns between half of a wait that doubles at each try and the whole of it */
export function backOffSeconds(receiveCount: number, random = Math.random()): number {
  return Math.round(backOffWait(messageWaitSeconds, receiveCount, random))
}
