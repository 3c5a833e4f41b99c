import { afterAll, expect, test, vi } from 'vitest'
import { headsInMail } from '../../shared/domain/ledger/ledger-head.ts'
import { splitLines, verifyLedger } from '../../shared/domain/ledger/verdict.ts'
import { verdictLines } from '../../shared/texts/ledger/verdict.ts'
import { openExport } from '../../team/ledger/export-ledger.ts'
import { openLedger } from '../../team/ledger/read-ledger.ts'
import { runVerify } from '../../team/ledger/run-ledger.ts'
import { aLedgerSigner } from '../builders/ledger.ts'
import { aLedger, mailed, shown, tampered, tamperings } from '../builders/ledger-tamperings.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const place = temporaryFolder(afterAll)
const log = vi.spyOn(console, 'log').mockImplementation(() => {})

test.each(tamperings)('verdict and command number each finding: $name', async (tampering) => {
  const { folder, messages, heads } = await tampered(place, tampering)
  const copy = await openExport(folder)
  if (!copy) throw new Error('It is no export')
  const verdict = await verifyLedger(copy, headsInMail(heads))
  expect(shown(verdict.findings.items)).toEqual(tampering.found)
  log.mockClear()
  const code = await runVerify(folder, heads ? { heads: messages } : {})
  expect(code).toBe(tampering.found.length > 0 ? 1 : 0)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  expect(log.mock.calls.flat()).toEqual(verdictLines(verdict, timeZone))
})

type Ledger = ReturnType<typeof aLedger>

const deleted = [{}]
const replacedBy = (other = 'x') => [{ other }]

test.each<[string, (ledger: Ledger) => unknown, string[]]>([
  ['a segment is deleted', (one) => one.segments.over.set(2, deleted), ['segments-deleted 2']],
  [
    'a segment is put over',
    (one) => one.segments.over.set(2, replacedBy()),
    ['segments-replaced 2'],
  ],
  ['a head is deleted', (one) => one.heads.over.set(3, deleted), ['heads-deleted 3']],
  [
    'an older head is put over the last',
    ({ heads }) => heads.over.set(3, replacedBy(heads.all[0])),
    ['heads-replaced 3'],
  ],
  [
    'an object is put beside',
    (one) => one.segments.strays.push('segments/2'),
    ['stray segments/2'],
  ],
  ['a segment is gone', (one) => one.segments.gone.add(2), ['missing 5-8', 'segments-absent 2']],
  ['the last segment is gone', (one) => one.segments.gone.add(3), ['own-beyond 3']],
  [
    'the signing key is replaced',
    (one) => Object.assign(one, { signer: aLedgerSigner() }),
    ['mailed-unsigned 4', 'mailed-unsigned 8', 'own-unsigned 1-3'],
  ],
])('the verdict on the stored ledger numbers each finding: %s', async (_, change, found) => {
  const ledger = aLedger()
  change(ledger)
  const { findings, entryCount } = await verdictOf(ledger, mailed)
  expect(shown(findings.items)).toEqual(found)
  expect(entryCount).toBe(ledger.segments.gone.has(3) ? 8 : 12)
})

const verdictOf = async (ledger: Ledger, mails: string) =>
  verifyLedger(await openLedger(ledger), headsInMail(mails))

const linesOf = async (mails: string) =>
  verdictLines(await verdictOf(aLedger(), mails), 'Europe/Paris')

test('a verdict says which entries are attested, by how many heads, and which are not', async () => {
  const [conclusion, attested, after] = await linesOf(mailed)
  expect(conclusion).toBe("Intact jusqu'à l'écriture 8 : rien n'y a été changé, retiré ni déplacé.")
  expect(attested).toMatch(/^Attesté : écritures 1 à 8, par 2 têtes reçues par e-mail/)
  expect(after).toMatch(/^Attesté par personne : écritures 9 à 12, ce qui a pu suivre\./)
})

test('a verdict attests entries up to a break in the chain, and again after it', async () => {
  const ledger = aLedger()
  const [, segment = ''] = ledger.segments.all
  ledger.segments.all[1] = segment.replace('modify', 'remove')
  const lines = verdictLines(await verdictOf(ledger, mailed), 'Europe/Paris').join('\n')
  expect(lines).toContain('Attesté : écritures 1 à 4, écritures 6 à 8, par 2 têtes')
  expect(lines).toContain('Attesté par personne : écriture 5, écritures 9 à 12, ce qui')
  ledger.segments.all[1] = segment.slice(segment.indexOf('\n') + 1)
  const attested = async () => (await verdictOf(ledger, mailed)).attestedRanges
  const first = { from: 1, to: 4 }
  expect(await attested()).toEqual([first, { from: 7, to: 8 }])
  // A head that follows a gap at once attests nothing.
  ledger.segments.all[1] = segment.split('\n').toSpliced(2, 1).join('\n')
  expect(await attested()).toEqual([first])
})

test('a verdict never calls a ledger intact without a head from outside', async () => {
  const lines = await linesOf('')
  expect(lines.join('\n')).not.toMatch(/[Ii]ntact|se tient|Attesté :/)
  expect(lines[0]).toMatch(
    /^Aucune anomalie vue, mais rien d'extérieur ne l'atteste : 12 écritures/,
  )
})

test('lines end at line feeds only, however the text is cut', async () => {
  const text = 'un\r\ndeux\u2028trois\n\nquatre'
  for (const size of [1, 3, text.length]) {
    const pieces = async function* () {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
    }
    expect(await Array.fromAsync(splitLines(pieces()))).toEqual([
      'un',
      'deux\u2028trois',
      '',
      'quatre',
    ])
  }
})
