import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'
import type { ToldIntervention } from './entry.ts'
import { opensFile } from './intervention.ts'
import { headsIn, type LedgerHead } from './ledger-head.ts'

/** A head as it is kept: what was signed, and what whoever reads it last wants of all that came before. */
export interface KeptHead {
  head: LedgerHead
  /** As it is mailed. */
  signed: string
  /** Since the head before, the oldest first. */
  interventions: ToldIntervention[]
  soFar: SoFar
}

/** Of the whole ledger. */
export interface SoFar {
  /** How many interventions of each kind. */
  counts: Record<string, number>
  /** The last ones, the oldest first: but of files, which are opened at each call. */
  latest: ToldIntervention[]
  seal?: ToldIntervention | undefined
}

const mostKept = 100

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

const intervention = z.object({
  number: z.int(),
  at: instantText,
  kind: z.string(),
  by: z.optional(z.string()),
  reason: z.optional(z.string()),
  step: z.optional(z.enum(['asked', 'agreed'])),
  digest: z.optional(z.string()),
})
const told = z.object({
  interventions: z.array(intervention),
  soFar: z.object({
    counts: z.record(z.string(), z.int()),
    latest: z.array(intervention),
    seal: z.optional(intervention),
  }),
})

/** @throws Error when it is none */
export function readKeptHead(text: string): KeptHead {
  const [one] = headsIn(text)
  if (!one) throw new Error('What should be a signed head of the ledger is none')
  const lines = text.trimEnd()
  const lastBreak = lines.lastIndexOf('\n')
  const kept = JSON.parse(lines.slice(lastBreak))
  // Before there was more to tell, the interventions alone.
  const { interventions, soFar } = told.parse(
    Array.isArray(kept) ? { interventions: kept, soFar: nothingSoFar } : kept,
  )
  return { head: one.head, signed: lines.slice(0, lastBreak), interventions, soFar } as KeptHead
}
