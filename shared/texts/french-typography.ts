export const typesetFrench = (text: string) => addFrenchApostrophes(addFrenchSpaces(text))

export function addFrenchSpaces(text: string): string {
  return text
    .replace(/ (?=[?!:;»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d|\bh) (?=\d)|(\d) (?=h\b)/g, '$1$2\u00a0')
}

/** Uses neither lookbehind nor `\p{L}`, which Firefox lacked until version 78. */
function addFrenchApostrophes(text: string): string {
  if (!text.includes('@')) return curlApostrophes(text)
  return text.replace(/\S+/g, (word) => (word.includes('@') ? word : curlApostrophes(word)))
}

const curlApostrophes = (text: string) => text.replace(/([A-Za-zÀ-ÿœŒ])'/g, '$1\u2019')
