import { number } from '../numbers.ts'

// Counts for delegates: none may identify somebody, or reveal a hidden count.

/** Members of a smaller group might be recognised. */
export const fewestShown = 5

export const fewText = `moins de ${fewestShown}`

export const isHidden = (count: number) => count > 0 && count < fewestShown

export const countText = (count: number) => (isHidden(count) ? fewText : number(count))

/** Sums only the counts shown, because the full sum would reveal a hidden one. */
export function totalText(counts: readonly number[]): string {
  const total = counts.filter((count) => !isHidden(count)).reduce((sum, count) => sum + count, 0)
  const hidden = counts.filter(isHidden).length
  if (hidden === 0) return number(total)
  return total > 0 ? moreThanText(total) : fewerThanText(hidden * (fewestShown - 1) + 1)
}

export const moreThanText = (shown: number) => `plus de ${number(shown)}`
export const fewerThanText = (most: number) => `moins de ${number(most)}`
