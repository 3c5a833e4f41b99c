/** What `read` makes of the groups of a form, each of which takes part. @returns undefined of a text of another form */
export function readForm<Value>(
  text: string | undefined,
  form: RegExp,
  read: (...groups: string[]) => Value,
): Value | undefined {
  const groups = text?.match(form)?.slice(1)
  return groups && read(...groups)
}
