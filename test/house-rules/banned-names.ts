/** Names that fit everything, so that they say nothing. */
const empty = ['manager', 'helper', 'service', 'util', 'data', 'process', 'move']

/** Metaphors. What is meant has a name in the field: an attempt, a transition, a rate. */
const metaphors = ['door', 'knock', 'desk', 'stage', 'scene', 'life', 'pace', 'mishap', 'visitor']

/** A table has items and a rate has slots: there, `line` is none of text. */
const besideTables = /^(shared|test)\/(adapters|access|fakes)\//

interface Exception {
  /** As its words stand one after the other. */
  words: string
  /** Beginning of the paths where it is right. */
  under: string
  because: string
}

export const exceptions: readonly Exception[] = [
  { words: 'secrets manager', under: '', because: 'AWS calls it so' },
  { words: 'data model', under: '', because: 'the field calls tables and their keys so' },
  { words: 'personal data', under: 'site/pages/', because: 'the law calls it so' },
  {
    words: 'service',
    under: 'local/',
    because: 'the part of an ARN, or of a call, that AWS calls so',
  },
  { words: 'data model', under: '', because: 'the field calls it so' },
  { words: 'stage', under: 'local/', because: 'what API Gateway deploys' },
]

/** @returns the banned words that a name, or a path, is made of */
export function bannedIn(name: string, path: string): string[] {
  const line = besideTables.test(path) ? ['line'] : []
  return found([...empty, ...metaphors, ...line], name, path)
}

/** A sentence may end a process and move a file; it must not knock at a door. What it links to is named by others. */
export function bannedInSentence(sentence: string): string[] {
  return found(metaphors, sentence.replace(/https?:\/\/\S+/g, ''), '')
}

/** @returns whether a name or a path would be banned without this exception */
export function needs({ words, under }: Exception, name: string, path: string): boolean {
  return path.startsWith(under) && ` ${wordsOf(name)} `.includes(` ${words} `)
}

function found(banned: readonly string[], name: string, path: string): string[] {
  let words = ` ${wordsOf(name)} `
  for (const exception of exceptions) {
    if (needs(exception, name, path)) words = words.replaceAll(` ${exception.words} `, ' ')
  }
  return words
    .split(' ')
    .filter((word) => banned.includes(word) || banned.includes(word.replace(/s$/, '')))
}

/** `SHORTEST_LIFE_MS`, `aLife` and `a-life` hold the word `life`; `lifetime` is another word. */
function wordsOf(name: string): string {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .join(' ')
}
