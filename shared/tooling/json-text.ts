import { visit } from 'jsonc-parser'

/** Parses JSON. `wrongLine` is that of the first syntax error, from 1. Throws RangeError if nested too deep. */
export function readJsonText(text: string) {
  const lineAt = (offset: number) => text.slice(0, offset).split(/\r\n|\r|\n/).length
  let wrongLine: number | undefined
  const repeated: { name: string; line: number }[] = []
  const open: Set<string>[] = []
  visit(
    text,
    {
      onError(_, offset) {
        wrongLine ??= lineAt(offset)
      },
      onObjectBegin: () => void open.push(new Set()),
      onObjectEnd: () => void open.pop(),
      onObjectProperty(name, offset) {
        if (open.at(-1)?.has(name)) repeated.push({ name, line: lineAt(offset) })
        open.at(-1)?.add(name)
      },
    },
    { disallowComments: true },
  )
  const value: unknown = wrongLine ? undefined : JSON.parse(text)
  return { value, repeated, wrongLine }
}
