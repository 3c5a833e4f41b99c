import { afterAll, describe, expect, test, vi } from 'vitest'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { headsInMails } from '../../shared/domain/ledger/ledger-head.ts'
import { verdictOn } from '../../shared/domain/ledger/verdict.ts'
import { verdictLines } from '../../shared/texts/ledger/verdict.ts'
import { exportedLedger } from '../../team/ledger/export-ledger.ts'
import { storedLedger } from '../../team/ledger/read-ledger.ts'
import { runVerify } from '../../team/ledger/run-journal.ts'
import { aLedger, mailed, tampered, tamperings } from '../builders/ledger-tamperings.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const place = temporaryFolder(afterAll)
const said = vi.spyOn(console, 'log').mockImplementation(() => {})

describe('of an export', () => {
  test.each(tamperings)(
    '$name: it is told by number, and by the command with its code',
    async (tampering) => {
      const { folder, messages, heads } = await tampered(place, tampering)
      const copy = await exportedLedger(folder)
      if (!copy) throw new Error('It is no export')
      const verdict = await verdictOn(copy, headsInMails(heads))
      const byKind = (one: { kind: string }, other: { kind: string }) =>
        one.kind < other.kind ? -1 : 1
      expect(verdict.findings.toSorted(byKind)).toEqual(tampering.found.toSorted(byKind))
      said.mockClear()
      const given = heads === '' ? {} : { heads: messages }
      const code = await runVerify(folder, { ...given, election: 'election.json' })
      expect(code).toBe(tampering.found.length > 0 ? 1 : 0)
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      expect(said.mock.calls.flat()).toEqual(verdictLines(verdict, timeZone))
    },
  )
})

describe('of the ledger as it is stored', () => {
  const verdictAfter = async (change: (ledger: ReturnType<typeof aLedger>) => unknown) => {
    const ledger = aLedger()
    change(ledger)
    const findings = new Findings()
    const verdict = await verdictOn(
      await storedLedger(ledger, findings),
      headsInMails(mailed),
      findings,
    )
    return { ...verdict, found: verdict.findings.map((one) => one) }
  }
  const second = { from: 2, to: 2 }

  test.each([
    ['a segment is deleted', 'segments-deleted', ({ segments }) => segments.over.set(2, [{}])],
    [
      'a segment is written over',
      'segments-replaced',
      ({ segments }) => segments.over.set(2, [{ other: 'x' }]),
    ],
    ['a head is deleted', 'heads-deleted', ({ heads }) => heads.over.set(2, [{}])],
    [
      'an older head is put over another',
      'heads-replaced',
      ({ heads }) => heads.over.set(2, [{ other: heads.all[0] as string }]),
    ],
  ] as [string, string, (ledger: ReturnType<typeof aLedger>) => unknown][])(
    '%s: it is told by number, and the original is verified all the same',
    async (_, kind, change) => {
      const { found, attested, entries } = await verdictAfter(change)
      expect(found).toEqual([{ kind, ...second }])
      expect([entries, attested]).toEqual([12, [{ from: 1, to: 8 }]])
    },
  )

  test('a segment is gone for good: it and its entries are told, and the rest is read', async () => {
    const { found, entries } = await verdictAfter(({ segments }) => segments.gone.add(2))
    expect(found).toEqual([
      { kind: 'segments-absent', ...second },
      { kind: 'missing', from: 5, to: 8 },
    ])
    expect(entries).toBe(12)
  })

  test('the last segment is gone for good: the heads tell it', async () => {
    const { found } = await verdictAfter(({ segments }) => segments.gone.add(3))
    expect(found).toMatchObject([{ kind: 'own-beyond', from: 3 }])
  })

  test('the signing key is replaced: no head is its own any more', async () => {
    const other = aLedger([], undefined)
    const { found } = await verdictAfter((ledger) => {
      ledger.signer = { publicKey: async () => Buffer.from(other.signed.join()) }
    })
    expect(found.map(({ kind }) => kind)).toEqual([
      'own-unsigned',
      'mailed-unsigned',
      'mailed-unsigned',
    ])
  })

  test('an object that the ledger does not write is named', async () => {
    const { found } = await verdictAfter(({ segments }) => segments.strays.push('segments/2'))
    expect(found).toEqual([{ kind: 'stray', name: 'segments/2' }])
  })
})

describe('a verdict', () => {
  const linesOf = async (mails: string) => {
    const findings = new Findings()
    const verdict = await verdictOn(
      await storedLedger(aLedger(), findings),
      headsInMails(mails),
      findings,
    )
    return verdictLines(verdict, 'Europe/Paris')
  }

  test('says from which entry to which it is attested, by how many heads, and what nobody attests', async () => {
    const [conclusion, attested, after] = await linesOf(mailed)
    expect(conclusion).toBe(
      "Intact jusqu'à l'écriture 8 : rien n'y a été changé, retiré ni déplacé.",
    )
    expect(attested).toMatch(/^Attesté : écritures 1 à 8, par 2 têtes reçues par e-mail/)
    expect(after).toMatch(/^Attesté par personne : écritures 9 à 12, et tout ce qui a pu suivre/)
  })

  test('never calls a ledger intact without a head from outside', async () => {
    const lines = await linesOf('')
    expect(lines.join('\n')).not.toMatch(/[Ii]ntact|se tient|Attesté :/)
    expect(lines[0]).toMatch(
      /^Aucune anomalie vue, mais rien d'extérieur ne l'atteste : 12 écritures/,
    )
  })
})
