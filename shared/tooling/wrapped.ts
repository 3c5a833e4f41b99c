/** Cuts a text at its spaces into lines that fit, and inside a word when it must. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    if (fits(word)) {
      line = word
      continue
    }
    for (const symbol of word) {
      if (line !== '' && !fits(line + symbol)) {
        // An address is cut after one of these marks, when there is one.
        const mark = Math.max(...['/', '-', '@'].map((one) => line.lastIndexOf(one))) + 1
        const end = mark > line.length / 2 ? mark : line.length
        lines.push(line.slice(0, end))
        line = line.slice(end)
      }
      line += symbol
    }
  }
  return line === '' ? lines : [...lines, line]
}
