import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { Seal } from '../../shared/domain/ledger/seal.ts'

const instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (at) => at.toISOString(),
})

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** What is kept beside the signed page: the seal, so that whoever holds it need not trust the table. */
const sealFile = z.object({
  election: z.string(),
  interventionId: z.string(),
  at: instant,
  by: z.string(),
  reason: z.exactOptional(z.string()),
  digests: z.record(z.string(), digest),
  counts: z.record(z.string(), z.number()),
})

/** @throws Error when something stands there */
export function writeSealFile(path: string, seal: Seal, election: string): void {
  const content = z.encode(sealFile, { counts: {}, ...seal, election })
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o644 })
}

/** @param path of it, or of the page beside it @returns undefined when it is no seal of this election */
export function readSealFile(path: string, election: string): Seal | undefined {
  try {
    const read = sealFile.safeParse(
      JSON.parse(readFileSync(path.replace(/\.pdf$/i, '.json'), 'utf8')),
    )
    if (!read.success || read.data.election !== election) return undefined
    const { election: _, ...seal } = read.data
    return { ...seal, kind: 'seal' }
  } catch {
    return undefined
  }
}
