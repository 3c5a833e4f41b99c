import * as z from 'zod/mini'
import { isFileOpening } from './intervention.ts'
import { findHeads, type LedgerHead } from './ledger-head.ts'
import { type ReportedIntervention, reportedIntervention } from './reported-intervention.ts'

export interface StoredHead {
  head: LedgerHead
  text: string
  interventions: ReportedIntervention[]
  soFar: LedgerSummary
}

const ledgerSummary = z.object({
  counts: z.record(z.string(), z.int()),
  /** Oldest first, without file openings. */
  latest: z.array(reportedIntervention),
  seal: z.exactOptional(reportedIntervention),
})

export type LedgerSummary = z.infer<typeof ledgerSummary>

const maxListedInterventions = 50

export const emptySummary: LedgerSummary = { counts: {}, latest: [] }

export function addToSummary(
  { counts, latest, seal }: LedgerSummary,
  interventions: readonly ReportedIntervention[],
): LedgerSummary {
  const newCounts = { ...counts }
  for (const { kind } of interventions) newCounts[kind] = (newCounts[kind] ?? 0) + 1
  const newEntries = interventions.filter(({ kind }) => !isFileOpening(kind))
  const lastSeal = interventions.findLast(({ kind }) => kind === 'seal') ?? seal
  return {
    counts: newCounts,
    latest: [...latest, ...newEntries].slice(-maxListedInterventions),
    ...(lastSeal && { seal: lastSeal }),
  }
}

export function storedHeadText({ text, interventions, soFar }: Omit<StoredHead, 'head'>): string {
  return [text, JSON.stringify({ interventions, soFar }), ''].join('\n')
}

const details = z.object({ interventions: z.array(reportedIntervention), soFar: ledgerSummary })

export function readStoredHead(text: string): StoredHead {
  const [block] = findHeads(text)
  if (!block) throw new Error('A stored head of the ledger is malformed')
  const lines = text.trimEnd()
  const lastLineBreak = lines.lastIndexOf('\n')
  const parsedDetails = details.parse(JSON.parse(lines.slice(lastLineBreak)))
  return { head: block.head, text: lines.slice(0, lastLineBreak), ...parsedDetails }
}
