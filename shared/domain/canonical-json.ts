export function canonicalJson(
  value: unknown,
  replaceMember = (_key: string, member: unknown) => member,
): string {
  return JSON.stringify(value, (name, member) => {
    const replacement = replaceMember(name, member)
    if (typeof replacement !== 'object' || replacement === null || Array.isArray(replacement))
      return replacement
    return Object.fromEntries(
      Object.entries(replacement).sort(([left], [right]) => (left < right ? -1 : 1)),
    )
  })
}
