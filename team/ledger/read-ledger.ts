import { LedgerCheck } from '../../shared/domain/ledger/chain.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import type { LedgerSigner } from '../../shared/domain/ledger/ledger-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { type LedgerCopy, splitLines } from '../../shared/domain/ledger/verdict.ts'

export interface LedgerSource {
  segments: Pick<NumberedTexts, 'list' | 'read'>
  heads: Pick<NumberedTexts, 'list' | 'read'>
  signer: Pick<LedgerSigner, 'publicKey'>
}

const maxPendingReads = 16

async function* readTexts(
  texts: LedgerSource['segments'],
  kind: 'segments' | 'heads',
  findings: Findings,
): AsyncGenerator<string> {
  const pendingReads: Promise<string>[] = []
  let nextNumber = 1
  for await (const { name, number, firstId, versionCount, isDeleted } of texts.list()) {
    if (number === undefined || firstId === undefined) {
      findings.add({ kind: 'stray', name })
      continue
    }
    if (number > nextNumber) findings.merge(`${kind}-absent`, nextNumber, number - 1)
    if (isDeleted) findings.merge(`${kind}-deleted`, number)
    if (versionCount > 1) findings.merge(`${kind}-replaced`, number)
    nextNumber = number + 1
    const pendingRead = texts.read(number, firstId)
    // Prevents an unhandled rejection: a failure is thrown below, where the text is awaited.
    pendingRead.catch(() => {})
    pendingReads.push(pendingRead)
    if (pendingReads.length >= maxPendingReads) yield (await pendingReads.shift()) ?? ''
  }
  for (const pendingRead of pendingReads) yield await pendingRead
}

export async function openLedger({ segments, heads, signer }: LedgerSource): Promise<LedgerCopy> {
  const findings = new Findings()
  return {
    findings,
    key: await signer.publicKey(),
    heads: splitLines(readTexts(heads, 'heads', findings)),
    lines: splitLines(readTexts(segments, 'segments', findings)),
  }
}

export async function* readEntries({
  lines,
  findings,
}: Pick<LedgerCopy, 'lines' | 'findings'>): AsyncGenerator<LedgerEntry> {
  const check = new LedgerCheck([], findings)
  for await (const line of lines) {
    const entry = check.checkLine(line)
    if (entry) yield entry
  }
}
