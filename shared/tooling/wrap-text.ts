export function wrapText(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longerLine = line === '' ? word : `${line} ${word}`
    if (fits(longerLine)) {
      line = longerLine
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
        const breakIndex = Math.max(...['/', '-', '@'].map((char) => line.lastIndexOf(char))) + 1
        const end = breakIndex > line.length / 2 ? breakIndex : line.length
        lines.push(line.slice(0, end))
        line = line.slice(end)
      }
      line += symbol
    }
  }
  return line === '' ? lines : [...lines, line]
}
