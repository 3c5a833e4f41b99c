import { number } from '../numbers.ts'

// What delegates read: no number that could name somebody, nor one from which another could be told.

/** Whoever is one of fewer might be told from the others. */
export const fewestShown = 5

export const fewText = `moins de ${fewestShown}`

export const isHidden = (count: number) => count > 0 && count < fewestShown

export const countText = (count: number) => (isHidden(count) ? fewText : number(count))

/** From what is shown alone: the sum of all would tell what is hidden. */
export function totalText(counts: readonly number[]): string {
  const shown = counts.filter((count) => !isHidden(count)).reduce((sum, one) => sum + one, 0)
  const hidden = counts.filter(isHidden).length
  if (hidden === 0) return number(shown)
  return shown > 0 ? moreThanText(shown) : fewerThanText(hidden * (fewestShown - 1) + 1)
}

export const moreThanText = (shown: number) => `plus de ${number(shown)}`
export const fewerThanText = (most: number) => `moins de ${number(most)}`
