/**
 * How well one threshold tells two samples apart: the chance that a value of one exceeds a value of the other, ties at
 * half (Mann and Whitney's U over n·m), folded so that either may be the greater. 0.5 is a coin, 1 is never mistaken.
 * Only ranks count, so neither outliers nor the unit matter.
 */
export function distinctness(one: readonly number[], other: readonly number[]): number {
  const values = [
    ...one.map((value) => ({ value, ofOne: true })),
    ...other.map((value) => ({ value, ofOne: false })),
  ].sort((left, right) => left.value - right.value)
  let ranksOfOne = 0
  for (let start = 0, end = 0; start < values.length; start = end) {
    while (values[end]?.value === values[start]?.value && end < values.length) end++
    const rank = (start + 1 + end) / 2
    ranksOfOne += rank * values.slice(start, end).filter(({ ofOne }) => ofOne).length
  }
  const area = (ranksOfOne - (one.length * (one.length + 1)) / 2) / (one.length * other.length)
  return Math.max(area, 1 - area)
}

/** Chance goes beyond 4.5 standard errors in one run of 100,000 or so. */
export function chanceLimit(one: number, other: number): number {
  return 0.5 + 4.5 * standardError(one, other)
}

/** For the unfolded area, when both samples are of one kind. */
function standardError(one: number, other: number): number {
  return Math.sqrt((one + other + 1) / (12 * one * other))
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] as number
}

export function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value)
}
