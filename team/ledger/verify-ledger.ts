import type { KeyObject } from 'node:crypto'
import { LedgerCheck } from '../../shared/domain/ledger/chain.ts'
import {
  fingerprintOf,
  isSignedBy,
  type SignedHead,
} from '../../shared/domain/ledger/ledger-head.ts'
import { journalTexts as texts } from '../../shared/texts/ledger/journal-command.ts'

/**
 * @param heads that whoever asks has kept
 * @param own heads that the ledger itself keeps, which say whose it is
 * @returns whether nothing is amiss
 */
export async function verifyLedger(
  lines: AsyncIterable<string>,
  heads: readonly SignedHead[],
  own: readonly SignedHead[],
  key: KeyObject,
  tell: (line: string) => void,
): Promise<boolean> {
  tell(texts.fingerprint(fingerprintOf(key)))
  const names = new Set(own.map(({ head }) => head.ledger))
  const about = heads.filter(({ head }) => names.size === 0 || names.has(head.ledger))
  if (about.length < heads.length) tell(texts.foreignHeads(heads.length - about.length))
  const unsigned = about.filter((head) => !isSignedBy(head, key))
  const signed = about.filter((head) => !unsigned.includes(head))
  const check = new LedgerCheck(signed.map(({ head }) => head))
  for await (const line of lines) check.take(line)
  const { end, mistakes } = check.result()
  const found = [
    ...unsigned.map(({ head }) => texts.unsigned(head.number)),
    ...mistakes.map(texts.mistake),
  ]
  tell(found.length > 0 ? texts.unsound(found.length) : texts.sound(end.number, signed.length))
  for (const line of found) tell(line)
  return found.length === 0
}
