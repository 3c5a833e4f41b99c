/** @returns what `read` makes of the form's groups, none of them optional; undefined if the text does not match */
export function readForm<Value>(
  text: string | undefined,
  form: RegExp,
  read: (...groups: string[]) => Value,
): Value | undefined {
  const groups = text?.match(form)?.slice(1)
  return groups && read(...groups)
}

/** Returns undefined if the text is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
