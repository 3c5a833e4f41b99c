export const inFrench = (text: string) => withFrenchApostrophes(withFrenchSpaces(text))

/** Sets no-break spaces before high punctuation, in quotes, numbers and times; our texts have ordinary ones. */
export function withFrenchSpaces(text: string): string {
  return text
    .replace(/ (?=[?!:;»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d|\bh) (?=\d)|(\d) (?=h\b)/g, '$1$2\u00a0')
}

/**
 * Curls the apostrophes of our texts. Not for an SMS, whose alphabet has none, nor in an e-mail address. Runs in
 * browsers that know no lookbehind and no `\p{L}`.
 */
export function withFrenchApostrophes(text: string): string {
  if (!text.includes('@')) return curled(text)
  return text.replace(/\S+/g, (word) => (word.includes('@') ? word : curled(word)))
}

const curled = (text: string) => text.replace(/([A-Za-zÀ-ÿœŒ])'/g, '$1\u2019')
