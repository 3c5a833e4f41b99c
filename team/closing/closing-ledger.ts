import { join } from 'node:path'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { findHeads, type LedgerSigner } from '../../shared/domain/ledger/ledger-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { verifyLedger } from '../../shared/domain/ledger/verdict.ts'
import { exportLedger, openExport } from '../ledger/export-ledger.ts'
import type { LedgerSource } from '../ledger/read-ledger.ts'
import { fillFolder } from '../write-files.ts'
import { type Sleep, waitUntil } from './wait-for-aws.ts'

export type ClosingLedger = ReturnType<typeof closingLedger>

const maxClockGapMilliseconds = 600_000

export function closingLedger(
  source: LedgerSource & Record<'segments' | 'heads', NumberedTexts> & { signer: LedgerSigner },
  sleep: Sleep,
) {
  const { segments, heads, signer } = source

  async function findEntry(intervention: Intervention): Promise<LedgerEntry | undefined> {
    const minTime = intervention.at.getTime() - maxClockGapMilliseconds
    for (let number = await segments.lastNumber(); number > 0; number--) {
      const lines = (await segments.read(number)).split('\n')
      const entries = lines.flatMap((line) => readLine(line)?.entry ?? [])
      const matchingEntry = entries.find((entry) => isEntryOf(entry, intervention))
      if (matchingEntry) return matchingEntry
      if (entries[0] && entries[0].at.getTime() < minTime) return undefined
    }
    return undefined
  }

  return {
    async waitForHead(intervention: Intervention): Promise<void> {
      let entry: LedgerEntry | undefined
      await waitUntil(async () => {
        entry ??= await findEntry(intervention)
        const headNumber = entry ? await heads.lastNumber() : 0
        const [latestHead] = headNumber > 0 ? findHeads(await heads.read(headNumber)) : []
        return (
          entry !== undefined && latestHead !== undefined && latestHead.head.number >= entry.number
        )
      }, sleep)
    },

    async export(parent: string): Promise<boolean> {
      const folder = join(parent, 'journal')
      const { findings } = await fillFolder(folder, (draft) => exportLedger(source, draft))
      const copy = await openExport(folder)
      if (!copy) return false
      await verifyLedger({ ...copy, findings }, [])
      return findings.items.length === 0
    },

    /** Signs a text of at most 4,096 bytes, a limit of KMS. @returns the signature in DER */
    sign: (text: string): Promise<Uint8Array> => signer.sign(Buffer.from(text)),
  }
}

function isEntryOf({ change, told = {} }: LedgerEntry, { kind, at, by, subject }: Intervention) {
  const fields = { kind, at: at.toISOString(), by, subject }
  return (
    change === 'insert' && Object.entries(fields).every(([name, value]) => told[name] === value)
  )
}
