import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'

export type Path = readonly (string | number)[]

/** What the text means is told in spite of comments and of missing commas. */
const readable = ['CommaExpected', 'InvalidCommentToken']

/**
 * Reads a JSON text whose fields are known with their places, lines and columns counted from 1. Its `value` is absent
 * when the notation is so broken that values cannot be told.
 * @throws RangeError if the text is nested so deep that the parser exhausts the stack
 */
export function readJsonText(text: string) {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const lines = text.split(/\r\n|\r|\n/)
  const placeAt = (offset: number) => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/)
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
  /** Of the field at `path`, else of what would hold it. */
  const placeOf = (path: Path): ReturnType<typeof placeAt> => {
    const node = path.length > 0 ? root && findNodeAtLocation(root, [...path]) : root
    if (node) return placeAt(node.parent?.type === 'property' ? node.parent.offset : node.offset)
    return path.length > 0 ? placeOf(path.slice(0, -1)) : { line: 1, column: 1 }
  }
  const syntaxErrors = errors
    .map(({ error, offset }) => ({ code: printParseErrorCode(error), ...placeAt(offset) }))
    .map((one) => ({ ...one, lineText: lines[one.line - 1] ?? '' }))
    // The parser reports one slip several times on its line.
    .filter(({ line }, at, all) => all.findIndex((other) => other.line === line) === at)
  const repeated = (root ? repeatedIn(root, []) : []).map(({ path, again, first }) => {
    return { path, again: placeAt(again), first: placeAt(first) }
  })
  const isReadable = syntaxErrors.every(({ code }) => readable.includes(code))
  const value = syntaxErrors.length === 0 ? JSON.parse(text) : root && getNodeValue(root)
  return { syntaxErrors, repeated, placeOf, ...(isReadable && { value: value as unknown }) }
}

/** Fields that an object has twice, by their offsets. */
function repeatedIn(node: Node, path: Path): { path: Path; again: number; first: number }[] {
  const offsets = new Map<string, number>()
  return (node.children ?? []).flatMap((child, index) => {
    if (child.type !== 'property') return repeatedIn(child, [...path, index])
    const [key, value] = child.children as [Node, Node?]
    const place = [...path, key.value as string]
    const first = offsets.get(key.value)
    if (first === undefined) offsets.set(key.value, child.offset)
    return [
      ...(first === undefined ? [] : [{ path: place, again: child.offset, first }]),
      ...(value ? repeatedIn(value, place) : []),
    ]
  })
}
