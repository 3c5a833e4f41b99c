/** Each group of `pattern` must match, since `parse` takes strings. */
export function parseMatch<Value>(
  text: string | undefined,
  pattern: RegExp,
  parse: (...groups: string[]) => Value,
): Value | undefined {
  const groups = text?.match(pattern)?.slice(1)
  return groups && parse(...groups)
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
