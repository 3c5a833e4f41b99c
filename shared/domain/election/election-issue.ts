import type * as z from 'zod/mini'
import type { ruleTexts } from '../../texts/election/election-mistakes.ts'

/** A mistake in an election's file: zod's own, or of a rule that takes several fields or another file to judge. */
export type ElectionIssue = z.core.$ZodIssue

export type ElectionRule = keyof typeof ruleTexts

/** @param details what the rule's sentence names */
export function ruleIssue(
  path: readonly (string | number)[],
  rule: ElectionRule,
  details: readonly string[] = [],
): ElectionIssue {
  return { code: 'custom', path: [...path], message: rule, params: { details } }
}

/** Items of a list whose texts under `name` differ from an earlier item's by capitals at most. */
export function repeatedValues(
  list: unknown,
  path: readonly string[],
  name: string,
): ElectionIssue[] {
  const texts = (Array.isArray(list) ? list : []).map((item) => Object(item)[name])
  const canonical = texts.map((text) => (typeof text === 'string' ? text.toLowerCase() : undefined))
  return canonical.flatMap((text, index) => {
    const first = canonical.indexOf(text)
    if (text === undefined || first === index) return []
    const other = `${path.join('.')}[${first}].${name}`
    return [ruleIssue([...path, index, name], 'used-twice', [other])]
  })
}
