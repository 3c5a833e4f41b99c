import type { readEventRule } from './read-triggers.ts'

type EventRule = ReturnType<typeof readEventRule>[number]
type JsonObject = Record<string, unknown>

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((element) => matchesElement(element, event))
  return Object.entries(pattern as JsonObject).every(([name, subpattern]) =>
    name === '$or'
      ? (subpattern as JsonObject[]).some((alternative) => matchesPattern(alternative, event))
      : matchesPattern(subpattern, (event as JsonObject | null | undefined)?.[name]),
  )
}

function matchesElement(patternElement: unknown, value: unknown): boolean {
  if (typeof patternElement !== 'object' || patternElement === null)
    return [value].flat().includes(patternElement)
  const [[comparison, operand] = []] = Object.entries(patternElement)
  const values = value === undefined ? [] : [value].flat()
  switch (comparison) {
    case 'exists':
      return values.length > 0 === operand
    case 'prefix':
      return values.some((element) => String(element).startsWith(operand))
    case 'suffix':
      return values.some((element) => String(element).endsWith(operand))
    case 'anything-but':
      return values.some((value) => ![operand].flat().some((other) => matchesElement(other, value)))
    default:
      throw new Error(`The local run does not know the comparison ${comparison}`)
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function transformEvent(
  { inputPathsMap, inputTemplate }: Pick<EventRule, 'inputPathsMap' | 'inputTemplate'>,
  event: unknown,
): string {
  return inputTemplate.replace(/<(\w+)>/g, (_, name: string) => {
    const parts = inputPathsMap[name]?.replace(/^\$\./, '').split(/[.[\]]+/) ?? []
    const segments = parts.filter((part) => part !== '')
    const value = segments.reduce<unknown>((parent, segment) => (parent as never)?.[segment], event)
    return value === undefined ? '' : String(value)
  })
}
