/** JSON that does not depend on the order of an object's members. @param replace as in `JSON.stringify` */
export function canonicalJson(
  value: unknown,
  replace = (_name: string, member: unknown) => member,
): string {
  return JSON.stringify(value, (name, member) => {
    const replaced = replace(name, member)
    if (typeof replaced !== 'object' || replaced === null || Array.isArray(replaced))
      return replaced
    return Object.fromEntries(
      Object.entries(replaced).sort(([left], [right]) => (left < right ? -1 : 1)),
    )
  })
}
