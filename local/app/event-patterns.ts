import type { readEventRule } from './read-triggers.ts'

type EventRule = ReturnType<typeof readEventRule>[number]
type Tree = Record<string, unknown>

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((expected) => matchesElement(expected, event))
  return Object.entries(pattern as Tree).every(([name, inner]) =>
    name === '$or'
      ? (inner as Tree[]).some((alternative) => matchesPattern(alternative, event))
      : matchesPattern(inner, (event as Tree | null | undefined)?.[name]),
  )
}

/** A list in the event matches if any of its elements does. */
function matchesElement(expected: unknown, value: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return [value].flat().includes(expected)
  const [[comparison, text] = []] = Object.entries(expected)
  const values = value === undefined ? [] : [value].flat()
  switch (comparison) {
    case 'exists':
      return values.length > 0 === text
    case 'prefix':
      return values.some((one) => String(one).startsWith(text))
    case 'suffix':
      return values.some((one) => String(one).endsWith(text))
    case 'anything-but':
      return values.some((one) => ![text].flat().some((other) => matchesElement(other, one)))
    default:
      throw new Error(`The local run does not know the comparison ${comparison}`)
  }
}

/**
 * Missing values become empty: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transformEvent(
  { inputPathsMap, inputTemplate }: Pick<EventRule, 'inputPathsMap' | 'inputTemplate'>,
  event: unknown,
): string {
  return inputTemplate.replace(/<(\w+)>/g, (_, name: string) => {
    const path = inputPathsMap[name]?.replace(/^\$\./, '').split(/[.[\]]+/) ?? []
    const steps = path.filter((step) => step !== '')
    const value = steps.reduce<unknown>((found, step) => (found as never)?.[step], event)
    return value === undefined ? '' : String(value)
  })
}
