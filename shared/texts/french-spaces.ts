/**
 * French sets a no-break space before high punctuation, inside quotes, in numbers and in times of the day; our texts
 * are typed with ordinary ones.
 */
export function withFrenchSpaces(text: string): string {
  return text
    .replace(/ (?=[?!:;»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d|\bh) (?=\d)|(\d) (?=h\b)/g, '$1$2\u00a0')
}
