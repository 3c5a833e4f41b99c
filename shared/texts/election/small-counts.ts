import { fewestShown, pageTexts as texts } from '../../texts/election/watched-page.ts'
import { number } from '../../texts/numbers.ts'

// What delegates read: no number that could name somebody, nor one from which another could be told.

export const isHidden = (count: number) => count > 0 && count < fewestShown

export const countText = (count: number) => (isHidden(count) ? texts.few : number(count))

/** From what is shown alone: the sum of all would tell what is hidden. */
export function totalText(counts: readonly number[]): string {
  const shown = counts.filter((count) => !isHidden(count)).reduce((sum, one) => sum + one, 0)
  const hidden = counts.filter(isHidden).length
  if (hidden === 0) return number(shown)
  return shown > 0 ? texts.moreThan(shown) : texts.fewerThan(hidden * (fewestShown - 1) + 1)
}
