import { number } from '../numbers.ts'

// Numbers for delegates: none that could name somebody, nor reveal such a number.

/** Members of a smaller group might be recognised. */
export const fewestShown = 5

export const fewText = `moins de ${fewestShown}`

export const isHidden = (count: number) => count > 0 && count < fewestShown

export const countText = (count: number) => (isHidden(count) ? fewText : number(count))

/** Sums what is shown alone: the sum of all would reveal what is hidden. */
export function totalText(counts: readonly number[]): string {
  const shown = counts.filter((count) => !isHidden(count)).reduce((sum, one) => sum + one, 0)
  const hidden = counts.filter(isHidden).length
  if (hidden === 0) return number(shown)
  return shown > 0 ? moreThanText(shown) : fewerThanText(hidden * (fewestShown - 1) + 1)
}

export const moreThanText = (shown: number) => `plus de ${number(shown)}`
export const fewerThanText = (most: number) => `moins de ${number(most)}`
