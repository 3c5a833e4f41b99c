import type { KeyObject } from 'node:crypto'
import { LedgerCheck } from '../../shared/domain/ledger/chain.ts'
import {
  fingerprintOf,
  isSignedBy,
  type SignedHead,
} from '../../shared/domain/ledger/ledger-head.ts'
import { journalTexts as texts } from '../../shared/texts/ledger/journal-command.ts'

/**
 * Each head counts: whoever changed the copy may have changed all that is in it, its key and its own heads too, so
 * nothing of it may say which of the kept ones are of no matter.
 * @param heads that whoever asks has kept
 * @returns whether nothing is amiss
 */
export async function verifyLedger(
  lines: AsyncIterable<string>,
  heads: readonly SignedHead[],
  key: KeyObject,
  tell: (line: string) => void,
): Promise<boolean> {
  tell(texts.fingerprint(fingerprintOf(key)))
  const signed = heads.filter((head) => isSignedBy(head, key))
  const unsigned = heads.filter((head) => !signed.includes(head))
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
