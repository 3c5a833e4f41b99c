import { number } from '../numbers.ts'

/** Members of a smaller group might be recognised. */
export const minShownCount = 5

export const smallCountText = `moins de ${minShownCount}`

export const isHiddenCount = (count: number) => count > 0 && count < minShownCount

export const countText = (count: number) => (isHiddenCount(count) ? smallCountText : number(count))

/** Leaves hidden counts out of the sum, since the full sum would reveal a single hidden count. */
export function totalText(counts: readonly number[]): string {
  const total = counts.filter((count) => !isHiddenCount(count)).reduce((sum, n) => sum + n, 0)
  const hiddenCount = counts.filter(isHiddenCount).length
  if (hiddenCount === 0) return number(total)
  return total > 0 ? moreThanText(total) : fewerThanText(hiddenCount * (minShownCount - 1) + 1)
}

export const moreThanText = (limit: number) => `plus de ${number(limit)}`
export const fewerThanText = (limit: number) => `moins de ${number(limit)}`
