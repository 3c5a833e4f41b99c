import type * as z from 'zod/mini'
import type { ruleTexts } from '../../texts/election/election-errors.ts'

export type ElectionIssue = z.core.$ZodIssue | RuleIssue

interface RuleIssue {
  code: 'rule'
  path: (string | number)[]
  rule: keyof typeof ruleTexts
  details: readonly string[]
}

export function ruleIssue(
  path: readonly (string | number)[],
  rule: RuleIssue['rule'],
  ...details: string[]
): ElectionIssue {
  return { code: 'rule', path: [...path], rule, details }
}

export function repeatedValueIssues<Name extends string>(
  items: readonly Readonly<Record<Name, string>>[],
  path: readonly string[],
  name: Name,
): ElectionIssue[] {
  const texts = items.map((item) => item[name].toLowerCase())
  return texts.flatMap((text, index) => {
    const firstIndex = texts.indexOf(text)
    if (firstIndex === index) return []
    const firstPath = `${path.join('.')}[${firstIndex}].${name}`
    return [ruleIssue([...path, index, name], 'used-twice', firstPath)]
  })
}
