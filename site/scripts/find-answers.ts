import { emptyWords } from '../../shared/texts/empty-words.ts'

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
    .filter((word) => word !== '' && !emptyWords.has(word))
  const searched = ` ${text}`
  return words.every((word) => searched.includes(` ${word.replace(/(...)s$/, '$1')}`))
}
