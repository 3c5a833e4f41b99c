import { type ParseErrorCode, parse, printParseErrorCode, visit } from 'jsonc-parser'

export type Path = readonly (string | number)[]

/** Counted from 1. */
export interface Place {
  line: number
  column: number
}

interface SyntaxError extends Place {
  code: ReturnType<typeof printParseErrorCode>
}

/** A JSON text whose fields are known with their places. */
export interface JsonText {
  syntaxErrors: SyntaxError[]
  repeated: { path: Path; again: Place; first: Place }[]
  /** Of the field at `path`, else of what would hold it. */
  placeOf(path: Path): Place
  /** Absent when the notation is so broken that values cannot be told. */
  value?: unknown
}

/** What the text means is told in spite of comments and of missing commas. */
const readable = ['CommaExpected', 'InvalidCommentToken']

/** @returns undefined if the text is nested deeper than `mostDepth`: the parser would exhaust the stack */
export function readJsonText(text: string, mostDepth: number): JsonText | undefined {
  try {
    return readShallowText(text, mostDepth)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readShallowText(text: string, mostDepth: number): JsonText {
  const places = new Map<string, Place>()
  const repeated: JsonText['repeated'] = []
  const errors = new Map<number, SyntaxError>()
  const note = (path: Path, line: number, character: number) => {
    if (path.length > mostDepth) throw new RangeError('Nested too deeply')
    const key = JSON.stringify(path)
    const place = { line: line + 1, column: character + 1 }
    const first = places.get(key)
    if (!first) places.set(key, place)
    return { first, place }
  }
  const noteValue = (path: () => Path, line: number, character: number) => {
    note(path(), line, character)
  }
  visit(
    text,
    {
      onObjectProperty(name, _offset, _length, line, character, holder) {
        const path = [...holder(), name]
        const { first, place } = note(path, line, character)
        if (first) repeated.push({ path, again: place, first })
      },
      onObjectBegin: (_offset, _length, line, character, path) => noteValue(path, line, character),
      onArrayBegin: (_offset, _length, line, character, path) => noteValue(path, line, character),
      onLiteralValue: (_value, _offset, _length, line, character, path) =>
        noteValue(path, line, character),
      // The parser reports one slip several times on its line.
      onError(error: ParseErrorCode, _offset, _length, line, character) {
        if (errors.has(line)) return
        errors.set(line, {
          code: printParseErrorCode(error),
          line: line + 1,
          column: character + 1,
        })
      },
    },
    { disallowComments: true },
  )
  const syntaxErrors = [...errors.values()]
  const placeOf = (path: Path): Place =>
    places.get(JSON.stringify(path)) ??
    (path.length === 0 ? { line: 1, column: 1 } : placeOf(path.slice(0, -1)))
  return {
    ...{ syntaxErrors, repeated, placeOf },
    ...(syntaxErrors.every(({ code }) => readable.includes(code)) && {
      value: syntaxErrors.length === 0 ? JSON.parse(text) : parse(text),
    }),
  }
}
