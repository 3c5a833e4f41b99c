import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { Seal } from '../../shared/domain/ledger/seal.ts'

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** What is kept beside the signed page: the seal, so that whoever holds it need not trust the table. */
const sealFile = z.object({
  election: z.string(),
  interventionId: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.optional(z.string()),
  digests: z.record(z.string(), digest),
  counts: z.record(z.string(), z.number()),
})

/** @throws Error when something stands there */
export function writeSealFile(path: string, seal: Seal, election: string): void {
  const { interventionId, at, by, reason, digests, counts = {} } = seal
  const said = { election, interventionId, at: at.toISOString(), by, reason, digests, counts }
  const content = sealFile.parse(said)
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o644 })
}

/** @param path of it, or of the page beside it @returns undefined when it is no seal of this election */
export function readSealFile(path: string, election: string): Seal | undefined {
  try {
    const read = sealFile.safeParse(
      JSON.parse(readFileSync(path.replace(/\.pdf$/i, '.json'), 'utf8')),
    )
    if (!read.success || read.data.election !== election) return undefined
    const { interventionId, at, by, reason, digests, counts } = read.data
    const seal = { interventionId, kind: 'seal', at: new Date(at), by, digests, counts } as const
    return { ...seal, ...(reason && { reason }) }
  } catch {
    return undefined
  }
}
