/** French sets a no-break space before high punctuation and inside quotes; our texts are typed with ordinary ones. */
export function withFrenchSpaces(text: string): string {
  return text.replace(/ (?=[?!:;»])/g, '\u00a0').replace(/« /g, '«\u00a0')
}
