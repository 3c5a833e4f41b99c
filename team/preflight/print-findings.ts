import type { Finding, Verdict } from './finding.ts'
import { findingsSummary, verdictTexts } from './texts.ts'

/** @returns 1 if something blocks, 3 if something could not be read, otherwise 0 */
export function printFindings<Subject extends string>(
  findingsBySubject: Partial<Record<Subject, Finding[]>>,
  titles: Readonly<Record<Subject, string>>,
  labels: Partial<Record<Verdict, string>> = {},
  summary = findingsSummary,
): number {
  const verdicts = { ...verdictTexts, ...labels }
  const width = Math.max(...Object.values(verdicts).map(({ length }) => length))
  const lineOf = ({ verdict, text, remedy }: Finding) => {
    const line = `  ${verdicts[verdict].padEnd(width)}  ${text}`
    return remedy === undefined ? line : `${line}\n${' '.repeat(width + 4)}→ ${remedy}`
  }

  const printedFindings: Finding[] = []
  for (const [subject, title] of Object.entries(titles) as [Subject, string][]) {
    const findings = findingsBySubject[subject] ?? []
    if (findings.length === 0) continue
    printedFindings.push(...findings)
    console.log(`\n${title}`)
    for (const line of new Set(findings.map(lineOf))) console.log(line)
  }
  const count = (verdict: Verdict) =>
    printedFindings.filter((finding) => finding.verdict === verdict).length
  const [blockerCount, unreadCount] = [count('blocker'), count('unknown')]
  console.log(`\n${summary(blockerCount, count('warning'), unreadCount)}`)
  if (blockerCount > 0) return 1
  return unreadCount > 0 ? 3 : 0
}
