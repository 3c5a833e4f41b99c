import { generateKeyPairSync, sign } from 'node:crypto'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { bytesToSign, headBlock, type LedgerHead } from '../../shared/domain/ledger/ledger-head.ts'
import { now } from './values.ts'

let events = 0

export const aChange = (changes: Partial<LedgerChange> = {}): LedgerChange => ({
  ...{ event: `event ${++events}`, at: now, table: 'voters', change: 'modify', record: 'a record' },
  fields: ['reissueCount'],
  ...changes,
})

export function aLedgerSigner() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = pair.publicKey.export({ type: 'spki', format: 'der' })
  const signature = (bytes: Uint8Array) => sign('sha256', bytes, pair.privateKey)
  return {
    key,
    pem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (bytes: Uint8Array) => signature(bytes),
    publicKey: async () => key,
    headText: (head: LedgerHead) => headBlock(head, signature(bytesToSign(head))),
  }
}
