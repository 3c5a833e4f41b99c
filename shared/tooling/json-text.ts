import {
  createScanner,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import type { syntaxTexts } from '../texts/election/election-mistakes.ts'

export type Path = readonly (string | number)[]

/** Where a character stands, from 1. */
export interface Position {
  line: number
  column: number
}

type SyntaxProblem = keyof typeof syntaxTexts

/** Where the notation is broken. */
interface SyntaxMistake extends Position {
  problem: SyntaxProblem
}

/** A JSON text whose values are known with their places. */
export interface JsonText {
  syntaxMistakes: SyntaxMistake[]
  /** Absent when the notation is so broken that values cannot be told. */
  root?: Node
  positionAt: (offset: number) => Position
}

/** Whatever its notation; what the text means is told in spite of comments and of commas that are missing or in excess. */
export function readJsonText(text: string): JsonText {
  const positionAt = positionsIn(text)
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const found: { offset: number; problem: SyntaxProblem }[] = []
  let previous: ParseError | undefined
  for (const error of errors) {
    if (followsFrom(previous, error, text)) continue
    found.push(syntaxProblem(error, text))
    previous = error
  }
  const isReadable = found.every(({ problem }) =>
    ['comma', 'extraComma', 'comment'].includes(problem),
  )
  return {
    syntaxMistakes: found.map(({ offset, problem }) => ({ ...positionAt(offset), problem })),
    ...(isReadable && root && { root }),
    positionAt,
  }
}

/** The offset of the first bracket that is deeper than `most`. The parser would exhaust the stack. */
export function tooDeepOffset(text: string, most: number): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  while (scanner.scan() && scanner.getTokenOffset() < text.length) {
    const offset = scanner.getTokenOffset()
    const character = text[offset] as string
    if ('{['.includes(character)) depth += 1
    if ('}]'.includes(character)) depth -= 1
    if (depth > most) return offset
  }
  return undefined
}

/** What JSON.parse would give; jsonc-parser's own reading would set the prototype of `__proto__`. */
export function valueIn(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(valueIn) ?? []
  if (node.type !== 'object') return node.value
  return Object.fromEntries(
    propertiesOf(node).flatMap(({ name, value }) => (value ? [[name.value, valueIn(value)]] : [])),
  )
}

function propertiesOf(node: Node): { name: Node; value: Node | undefined }[] {
  return (node.children ?? []).flatMap(({ type, children }) => {
    const [name, value] = children ?? []
    return type === 'property' && name ? [{ name, value }] : []
  })
}

/** Names that stand twice in one object, each with its first place. */
export function repeatedNames(
  node: Node,
  path: Path = [],
): { path: Path; name: Node; first: Node }[] {
  if (node.type === 'array') {
    return (node.children ?? []).flatMap((item, index) => repeatedNames(item, [...path, index]))
  }
  const seen = new Map<string, Node>()
  return propertiesOf(node).flatMap(({ name, value }) => {
    const below = [...path, name.value as string]
    const first = seen.get(name.value)
    if (!first) seen.set(name.value, name)
    return [
      ...(first ? [{ path: below, name, first }] : []),
      ...(value ? repeatedNames(value, below) : []),
    ]
  })
}

/** Where fields and their values begin, by path. */
export interface Offsets {
  /** Of the value at `path`, else of what would hold it. */
  ofValue(path: Path): number
  /** Of the name of the field at `path`. */
  ofName(path: Path): number
}

/** One walk: jsonc-parser looks for each path from the root, which takes minutes for a file of mistakes only. */
export function offsetsIn(root: Node): Offsets {
  const found = new Map<string, { value: number; name: number }>()
  const visit = (node: Node, path: Path, name: number): void => {
    const key = JSON.stringify(path)
    if (!found.has(key)) found.set(key, { value: node.offset, name })
    if (node.type === 'array') {
      for (const [index, item] of (node.children ?? []).entries()) {
        visit(item, [...path, index], item.offset)
      }
      return
    }
    for (const { name: named, value } of propertiesOf(node)) {
      if (value) visit(value, [...path, named.value as string], named.offset)
    }
  }
  visit(root, [], root.offset)
  const at = (path: Path) => found.get(JSON.stringify(path))
  const ofName = (path: Path): number => at(path)?.name ?? ofHolder(path)
  const ofHolder = (path: Path) => (path.length === 0 ? root.offset : ofName(path.slice(0, -1)))
  return { ofName, ofValue: (path) => at(path)?.value ?? ofHolder(path) }
}

export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}

/** The parser tells one slip several times: on the rest of its line, and of the comma that a text without end took. */
function followsFrom(previous: ParseError | undefined, error: ParseError, text: string): boolean {
  if (!previous) return false
  if (!text.slice(previous.offset, error.offset).includes('\n')) return true
  return (
    printParseErrorCode(previous.error) === 'UnexpectedEndOfString' &&
    text.slice(previous.offset + previous.length, error.offset).trim() === ''
  )
}

/** What the parser calls them, but for a comma that is missing. */
const problems: Readonly<Record<string, SyntaxProblem>> = {
  InvalidCommentToken: 'comment',
  UnexpectedEndOfComment: 'comment',
  PropertyNameExpected: 'name',
  ValueExpected: 'value',
  InvalidSymbol: 'bareWord',
  InvalidNumberFormat: 'number',
  UnexpectedEndOfNumber: 'number',
  ColonExpected: 'colon',
  UnexpectedEndOfString: 'quote',
  InvalidUnicode: 'escape',
  InvalidEscapeCharacter: 'escape',
  InvalidCharacter: 'control',
  EndOfFileExpected: 'afterEnd',
}

function syntaxProblem(
  { error, offset, length }: ParseError,
  text: string,
): { offset: number; problem: SyntaxProblem } {
  const before = text.slice(0, offset).trimEnd().length - 1
  const here = text.slice(offset, offset + length)
  if (text.trim() === '') return { offset: 0, problem: 'emptyFile' }
  const code = printParseErrorCode(error)
  if (code === 'CommaExpected') return { offset: before, problem: 'comma' }
  const problem = problems[code]
  if (!problem) return { offset: Math.max(before, 0), problem: 'closing' }
  const wants = problem === 'name' || problem === 'value'
  if (wants && text[before] === ',' && /^[}\]]?$/.test(here)) {
    return { offset: before, problem: 'extraComma' }
  }
  const isCurly = problem === 'bareWord' && /^[“”«»„‘’']/.test(here)
  return { offset, problem: isCurly ? 'curlyQuotes' : problem }
}
