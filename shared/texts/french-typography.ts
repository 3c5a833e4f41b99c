export const inFrench = (text: string) => withFrenchApostrophes(withFrenchSpaces(text))

/** Makes spaces no-break before high punctuation, and in quotes, numbers and times. */
export function withFrenchSpaces(text: string): string {
  return text
    .replace(/ (?=[?!:;»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d|\bh) (?=\d)|(\d) (?=h\b)/g, '$1$2\u00a0')
}

/** Not for SMS, since GSM-7 has no ’. Skips e-mail addresses; avoids lookbehind and `\p{L}` for old browsers. */
function withFrenchApostrophes(text: string): string {
  if (!text.includes('@')) return curlApostrophes(text)
  return text.replace(/\S+/g, (word) => (word.includes('@') ? word : curlApostrophes(word)))
}

const curlApostrophes = (text: string) => text.replace(/([A-Za-zÀ-ÿœŒ])'/g, '$1\u2019')
