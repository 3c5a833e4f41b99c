import { join } from 'node:path'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { findHeads, type LedgerSigner } from '../../shared/domain/ledger/ledger-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { verifyLedger } from '../../shared/domain/ledger/verdict.ts'
import { exportedLedger, exportLedger } from '../ledger/export-ledger.ts'
import type { LedgerSource } from '../ledger/read-ledger.ts'
import { fillFolder } from '../write-files.ts'
import { type Sleep, waitUntil } from './wait-for-aws.ts'

export type ClosingLedger = ReturnType<typeof closingLedger>

/** Entries may be older than their intervention, since clocks differ by minutes at most. */
const lookBackMilliseconds = 600_000

export function closingLedger(
  source: LedgerSource & Record<'segments' | 'heads', NumberedTexts> & { signer: LedgerSigner },
  sleep: Sleep,
) {
  const { segments, heads, signer } = source

  /** Searches from the newest segment: the ledger of a million voters is long. */
  async function entryOf(intervention: Intervention): Promise<LedgerEntry | undefined> {
    const oldest = intervention.at.getTime() - lookBackMilliseconds
    for (let number = await segments.last(); number > 0; number--) {
      const lines = (await segments.read(number)).split('\n')
      const entries = lines.flatMap((line) => readLine(line)?.entry ?? [])
      const found = entries.find((entry) => isEntryOf(entry, intervention))
      if (found) return found
      if (entries[0] && entries[0].at.getTime() < oldest) return undefined
    }
    return undefined
  }

  return {
    /** Resolves once a signed head covers this intervention's entry. */
    async waitForHead(intervention: Intervention): Promise<void> {
      let entry: LedgerEntry | undefined
      await waitUntil(async () => {
        entry ??= await entryOf(intervention)
        const last = entry ? await heads.last() : 0
        const [signed] = last > 0 ? findHeads(await heads.read(last)) : []
        return entry !== undefined && signed !== undefined && signed.head.number >= entry.number
      }, sleep)
    },

    /** Replaces an earlier export, since the ledger has grown. @returns true if the copy is intact */
    async export(parent: string): Promise<boolean> {
      const folder = join(parent, 'journal')
      const { findings } = await fillFolder(folder, (unfinished) =>
        exportLedger(source, unfinished),
      )
      const copy = await exportedLedger(folder)
      if (!copy) return false
      await verifyLedger({ ...copy, findings }, [])
      return findings.listed.length === 0
    },

    /** @param text of 4,096 bytes at most @returns the signature in DER */
    sign: (text: string): Promise<Uint8Array> => signer.sign(Buffer.from(text)),
  }
}

function isEntryOf({ change, told = {} }: LedgerEntry, { kind, at, by, subject }: Intervention) {
  const expected = { kind, at: at.toISOString(), by, subject }
  return (
    change === 'insert' && Object.entries(expected).every(([name, value]) => told[name] === value)
  )
}
