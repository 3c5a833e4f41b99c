import * as z from 'zod/mini'
import { opensFile } from './intervention.ts'
import { headsIn, type LedgerHead } from './ledger-head.ts'
import { type ReportedIntervention, reportedIntervention } from './reported-intervention.ts'

/** Contains a summary of the whole ledger, so that readers need no earlier head. */
export interface KeptHead {
  head: LedgerHead
  signed: string
  /** Since the previous head, oldest first. */
  interventions: ReportedIntervention[]
  soFar: SoFar
}

const wholeLedger = z.object({
  counts: z.record(z.string(), z.int()),
  /** Oldest first, without file openings. */
  latest: z.array(reportedIntervention),
  seal: z.exactOptional(reportedIntervention),
})

export type SoFar = z.infer<typeof wholeLedger>

const mostKept = 50

export const nothingSoFar: SoFar = { counts: {}, latest: [] }

export function soFarWith(
  { counts, latest, seal }: SoFar,
  interventions: readonly ReportedIntervention[],
): SoFar {
  const next = { ...counts }
  for (const { kind } of interventions) next[kind] = (next[kind] ?? 0) + 1
  const listed = interventions.filter(({ kind }) => !opensFile(kind))
  const sealed = interventions.findLast(({ kind }) => kind === 'seal') ?? seal
  return {
    counts: next,
    latest: [...latest, ...listed].slice(-mostKept),
    ...(sealed && { seal: sealed }),
  }
}

export function keptHeadText({ signed, interventions, soFar }: Omit<KeptHead, 'head'>): string {
  return [signed, JSON.stringify({ interventions, soFar }), ''].join('\n')
}

const summary = z.object({ interventions: z.array(reportedIntervention), soFar: wholeLedger })

/** @throws Error if the text is malformed */
export function readKeptHead(text: string): KeptHead {
  const [block] = headsIn(text)
  if (!block) throw new Error('What should be a signed head of the ledger is none')
  const lines = text.trimEnd()
  const lastBreak = lines.lastIndexOf('\n')
  const kept = summary.parse(JSON.parse(lines.slice(lastBreak)))
  return { head: block.head, signed: lines.slice(0, lastBreak), ...kept }
}
