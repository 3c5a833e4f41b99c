import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { chained, noEntry } from '../../shared/domain/ledger/chain.ts'
import {
  headsIn,
  headToSign,
  type SignedHead,
  signedHead,
} from '../../shared/domain/ledger/ledger-head.ts'
import { journalTexts as texts } from '../../shared/texts/ledger/journal-command.ts'
import { verifyLedger } from '../../team/ledger/verify-ledger.ts'
import { now } from '../builders/values.ts'

const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ours = keys()

function ledgerOf(...records: string[]) {
  return chained(
    noEntry,
    records.map((record) => ({
      ...{ event: record, at: now, table: 'voters', change: 'modify' as const },
      ...{ record, fields: [] },
    })),
  )
}

function headOf(
  { end }: ReturnType<typeof ledgerOf>,
  key: KeyObject,
  name = 'ledger',
): SignedHead[] {
  const head = { ledger: name, segment: 1, ...end, at: now }
  return headsIn(signedHead(head, sign('sha256', headToSign(head), key)))
}

async function verified(lines: string, heads: SignedHead[], key: KeyObject) {
  const said: string[] = []
  const each = async function* () {
    yield* lines.trimEnd().split('\n')
  }
  return { isSound: await verifyLedger(each(), heads, key, (line) => said.push(line)), said }
}

test('a copy that was made anew with a key of its own is not sound: each head that was kept counts', async () => {
  const told = ledgerOf('a', 'b')
  const kept = headOf(told, ours.privateKey)
  expect((await verified(told.lines, kept, ours.publicKey)).isSound).toBe(true)
  const theirs = keys()
  const forged = ledgerOf('a', 'z')
  const { isSound, said } = await verified(forged.lines, kept, theirs.publicKey)
  expect(isSound).toBe(false)
  expect(said).toContain(texts.unsigned(2))
  const another = headOf(told, theirs.privateKey, 'another vote')
  expect((await verified(told.lines, [...kept, ...another], ours.publicKey)).isSound).toBe(false)
})
