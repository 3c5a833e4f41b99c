import type * as z from 'zod/mini'
import type { ruleTexts } from '../../texts/election/election-mistakes.ts'

/** A mistake in an election's file. */
export type ElectionIssue = z.core.$ZodIssue | RuleIssue

/** Of a rule that takes several fields or another file to judge. */
interface RuleIssue {
  code: 'rule'
  path: (string | number)[]
  rule: keyof typeof ruleTexts
  /** What the rule's sentence names. */
  details: readonly string[]
}

export function ruleIssue(
  path: readonly (string | number)[],
  rule: RuleIssue['rule'],
  ...details: string[]
): ElectionIssue {
  return { code: 'rule', path: [...path], rule, details }
}

/** Items of a list whose texts under `name` differ from an earlier item's by capitals at most. */
export function repeatedValues(
  list: unknown,
  path: readonly string[],
  name: string,
): ElectionIssue[] {
  if (!Array.isArray(list)) return []
  const texts = list.map((item) => Object(item)[name])
  const canonical = texts.map((text) => (typeof text === 'string' ? text.toLowerCase() : undefined))
  return canonical.flatMap((text, index) => {
    const first = canonical.indexOf(text)
    if (text === undefined || first === index) return []
    const other = `${path.join('.')}[${first}].${name}`
    return [ruleIssue([...path, index, name], 'used-twice', other)]
  })
}
