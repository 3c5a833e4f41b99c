interface BackOff {
  first: number
  longest: number
  /** Fraction of the wait that is not random; 0 by default. */
  least?: number
}

/** Returns an exponential back-off with jitter, in the unit of `first` and `longest`. */
export function backOffWait(
  { first, longest, least = 0 }: BackOff,
  tries: number,
  random = Math.random(),
): number {
  const upperBound = Math.min(longest, first * 2 ** (tries - 1))
  return upperBound * (least + (1 - least) * random)
}

const messageWaitSeconds = { first: 5, longest: 600, least: 0.5 }

/** @returns seconds, between half and all of a wait that doubles at each receive */
export function backOffSeconds(receiveCount: number, random = Math.random()): number {
  return Math.round(backOffWait(messageWaitSeconds, receiveCount, random))
}
