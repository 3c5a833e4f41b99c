/** A text of ours as French prints it. */
export const inFrench = (text: string) => withFrenchApostrophes(withFrenchSpaces(text))

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

/**
 * French prints a curly apostrophe; our texts are typed with straight ones. Not in an SMS, whose alphabet has none,
 * nor in an e-mail address. Pages use this too, in browsers that know no lookbehind and no `\p{L}`.
 */
export function withFrenchApostrophes(text: string): string {
  if (!text.includes('@')) return curled(text)
  return text.replace(/\S+/g, (word) => (word.includes('@') ? word : curled(word)))
}

const curled = (text: string) => text.replace(/([A-Za-zÀ-ÿœŒ])'/g, '$1\u2019')
