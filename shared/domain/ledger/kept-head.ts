import * as z from 'zod/mini'
import { opensFile } from './intervention.ts'
import { headsIn, type LedgerHead } from './ledger-head.ts'
import { type ToldIntervention, toldIntervention } from './told-intervention.ts'

/** A stored head, with a summary of the ledger up to it so that readers need no earlier one. */
export interface KeptHead {
  head: LedgerHead
  signed: string
  /** Those since the previous head, the oldest first. */
  interventions: ToldIntervention[]
  soFar: SoFar
}

const wholeLedger = z.object({
  /** Interventions by kind. */
  counts: z.record(z.string(), z.int()),
  /** The last ones without opened files, the oldest first. */
  latest: z.array(toldIntervention),
  seal: z.exactOptional(toldIntervention),
})

export type SoFar = z.infer<typeof wholeLedger>

/** As many as a page shows. */
const mostKept = 50

export const nothingSoFar: SoFar = { counts: {}, latest: [] }

export function soFarWith(
  { counts, latest, seal }: SoFar,
  interventions: readonly ToldIntervention[],
): SoFar {
  const next = { ...counts }
  for (const { kind } of interventions) next[kind] = (next[kind] ?? 0) + 1
  const told = interventions.filter(({ kind }) => !opensFile(kind))
  const sealed = interventions.findLast(({ kind }) => kind === 'seal') ?? seal
  return {
    counts: next,
    latest: [...latest, ...told].slice(-mostKept),
    ...(sealed && { seal: sealed }),
  }
}

export function keptHeadText({ signed, interventions, soFar }: Omit<KeptHead, 'head'>): string {
  return [signed, JSON.stringify({ interventions, soFar }), ''].join('\n')
}

const told = z.object({ interventions: z.array(toldIntervention), soFar: wholeLedger })

/** @throws Error if the text is no head */
export function readKeptHead(text: string): KeptHead {
  const [one] = headsIn(text)
  if (!one) throw new Error('What should be a signed head of the ledger is none')
  const lines = text.trimEnd()
  const lastBreak = lines.lastIndexOf('\n')
  const kept = told.parse(JSON.parse(lines.slice(lastBreak)))
  return { head: one.head, signed: lines.slice(0, lastBreak), ...kept }
}
