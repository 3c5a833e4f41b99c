import { verdictTexts } from '../../shared/texts/preflight/preflight-command.ts'
import type { Finding, Verdict } from './finding.ts'

/**
 * Tells what was found, a line each, under the titles of their subjects.
 * @param words in place of the usual ones
 * @returns the exit code: 1 when something blocks, 3 when nothing does and something could not be looked at
 */
export function tellFindings<Subject extends string>(
  found: Partial<Record<Subject, Finding[]>>,
  titles: Readonly<Record<Subject, string>>,
  summary: (blocking: number, doubtful: number, unread: number) => string,
  words: Partial<Record<Verdict, string>> = {},
): number {
  const said = { ...verdictTexts, ...words }
  const widest = Math.max(...Object.values(said).map(({ length }) => length))
  const lineOf = ({ verdict, text, remedy }: Finding) => {
    const margin = ' '.repeat(widest + 4)
    return [
      `  ${said[verdict].padEnd(widest)}  ${text}`,
      ...(remedy === undefined ? [] : [`${margin}→ ${remedy}`]),
    ].join('\n')
  }

  for (const [subject, title] of Object.entries(titles) as [Subject, string][]) {
    const findings = found[subject] ?? []
    if (findings.length === 0) continue
    console.log(`\n${title}`)
    // What one right reads for several lines is missing once.
    for (const line of new Set(findings.map(lineOf))) console.log(line)
  }
  const all = Object.values<Finding[] | undefined>(found).flatMap((findings) => findings ?? [])
  const count = (verdict: Verdict) => all.filter((one) => one.verdict === verdict).length
  const [blocking, doubtful, unread] = [count('blocks'), count('warning'), count('unknown')]
  console.log(`\n${summary(blocking, doubtful, unread)}`)
  if (blocking > 0) return 1
  return unread > 0 ? 3 : 0
}
