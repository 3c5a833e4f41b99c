import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'

export type Path = readonly (string | number)[]

const recoverableErrors = ['CommaExpected', 'InvalidCommentToken']

/** Lines and columns are counted from 1. @throws RangeError if the JSON is nested too deeply */
export function readJsonText(text: string) {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const lines = text.split(/\r\n|\r|\n/)
  const positionAt = (offset: number) => {
    const linesBefore = text.slice(0, offset).split(/\r\n|\r|\n/)
    return { line: linesBefore.length, column: (linesBefore.at(-1)?.length ?? 0) + 1 }
  }
  const positionOf = (path: Path): ReturnType<typeof positionAt> => {
    const node = path.length > 0 ? root && findNodeAtLocation(root, [...path]) : root
    if (node) return positionAt(node.parent?.type === 'property' ? node.parent.offset : node.offset)
    return path.length > 0 ? positionOf(path.slice(0, -1)) : { line: 1, column: 1 }
  }
  const syntaxErrors = errors
    .map(({ error, offset }) => ({ code: printParseErrorCode(error), ...positionAt(offset) }))
    .map((error) => ({ ...error, lineText: lines[error.line - 1] ?? '' }))
    // One syntax error can make the parser report several errors on its line.
    .filter(({ line }, index, all) => all.findIndex((other) => other.line === line) === index)
  const duplicates = (root ? duplicatesIn(root, []) : []).map(({ path, repeat, first }) => {
    return { path, repeat: positionAt(repeat), first: positionAt(first) }
  })
  const isReadable = syntaxErrors.every(({ code }) => recoverableErrors.includes(code))
  const value = syntaxErrors.length === 0 ? JSON.parse(text) : root && getNodeValue(root)
  return { syntaxErrors, duplicates, positionOf, ...(isReadable && { value: value as unknown }) }
}

function duplicatesIn(node: Node, path: Path): { path: Path; repeat: number; first: number }[] {
  const offsets = new Map<string, number>()
  return (node.children ?? []).flatMap((child, index) => {
    if (child.type !== 'property') return duplicatesIn(child, [...path, index])
    const [key, value] = child.children as [Node, Node?]
    const keyPath = [...path, key.value as string]
    const firstOffset = offsets.get(key.value)
    if (firstOffset === undefined) offsets.set(key.value, child.offset)
    return [
      ...(firstOffset === undefined
        ? []
        : [{ path: keyPath, repeat: child.offset, first: firstOffset }]),
      ...(value ? duplicatesIn(value, keyPath) : []),
    ]
  })
}
