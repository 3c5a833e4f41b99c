/** Mann-Whitney U over n·m, folded: 0.5 means indistinguishable, 1 perfectly separable. */
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

/** Chance exceeds 4.5 standard errors about once in 100,000 runs. */
export function chanceLimit(one: number, other: number): number {
  return 0.5 + 4.5 * standardError(one, other)
}

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
