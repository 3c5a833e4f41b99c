/** Words that every question holds. */
const empty = new Set(
  'a ai au aux avec c ce ces d dans de des du elle en est et il j je l la le les m ma me mes mon n ne on ou par pas pour qu que qui s sa se ses son sur t un une y'.split(
    ' ',
  ),
)

/** Accents, capitals, apostrophes and punctuation aside. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/**
 * Whether `text` holds every word that was typed, as the beginning of one of its own: one still types the last. Of a
 * plural, the singular is enough.
 * @param text folded
 */
export function holds(text: string, typed: string): boolean {
  const words = folded(typed)
    .split(' ')
    .filter((word) => word !== '' && !empty.has(word))
  const searched = ` ${text}`
  return words.every((word) => searched.includes(` ${word.replace(/(...)s$/, '$1')}`))
}
