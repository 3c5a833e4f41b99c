import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  bytesToSign,
  findHeads,
  fingerprintOf,
  headBlock,
  headsInMail,
  isSignedBy,
  type LedgerHead,
} from '../../shared/domain/ledger/ledger-head.ts'
import { aLedgerSigner } from '../builders/ledger.ts'
import { sized } from '../size.ts'

const { sign, headText, key: publicKey } = aLedgerSigner()
const head: LedgerHead = {
  ledger: 'reassort-data-ledger',
  segment: 12,
  number: 14_210,
  hash: 'h'.repeat(43),
  at: new Date('2026-12-03T18:00:00.000Z'),
}
const lines = headText(head)

test('a malformed head between the marks is ignored', () => {
  const [begin, , end] = lines.split(/(?<=BEGIN REASSORT HEAD[^\n]*)\n|\n(?=[^\n]*END REASSORT)/)
  const between = (inside: string) => findHeads(`${begin}\n${inside}\n${end}`)
  expect(between(lines.split('\n').slice(1, -1).join('\n'))).toHaveLength(1)
  for (const inside of ['', 'a.b', 'abcde.f', 'bnVsbA.AA']) expect(between(inside)).toEqual([])
})

test('a head’s lines have 64 characters at most', () => {
  for (let bytes = 24; bytes < 73; bytes++) {
    const signed = headBlock(head, Buffer.alloc(bytes)).split('\n')
    const lengths = signed.slice(1, -1).map((line) => line.length)
    expect(lengths.slice(0, -1).every((length) => length === 64)).toBe(true)
    expect(lengths.at(-1)).toBeLessThanOrEqual(64)
    expect(lengths).not.toContain(0)
    expect([signed[0], signed.at(-1)]).toEqual([lines.split('\n')[0], lines.split('\n').at(-1)])
  }
})

test('a head without its signature is found, but not as signed', async () => {
  const [word] = lines.replace(/-----.*-----|\n/g, '').split('.')
  const found = findHeads(lines.replace(/\n[\s\S]*\n/, `\n${word}\n`))
  expect(found).toMatchObject([{ head, signature: new Uint8Array() }])
  for (const one of found) expect(await isSignedBy(one, publicKey)).toBe(false)
})

test('a changed head, or one signed by another key, does not verify', async () => {
  const changed = { ...head, number: 14_209 }
  const [forged] = findHeads(headBlock(changed, await sign(bytesToSign(head))))
  const [foreign] = findHeads(aLedgerSigner().headText(head))
  for (const one of [forged, foreign]) expect(one && (await isSignedBy(one, publicKey))).toBe(false)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const [sound] = findHeads(lines)
  const other2 = rsa.export({ type: 'spki', format: 'der' })
  expect(sound && (await isSignedBy(sound, other2))).toBe(false)
})

test('a signature verifies whatever the length of its two integers', async () => {
  for (let at = 0; at < sized(300, 3000); at++) {
    const [found] = findHeads(headText({ ...head, at: new Date(at) }))
    expect(found && (await isSignedBy(found, publicKey))).toBe(true)
  }
})

test('a head is found once in a mail that is wrapped, quoted, encoded or HTML', async () => {
  const html = `<p>${'x'.repeat(50)} ${lines.replaceAll('\n', '<br>\n')}</p>`
  const quoted = html.replace(/[^\n]{75}/g, '$&=\r\n')
  const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
  const multipart = [
    ...['--part', 'Content-Transfer-Encoding: base64', '', base64(`Bonjour,\r\n${lines}\r\n`), ''],
    ...['--part', 'Content-Transfer-Encoding: quoted-printable', '', quoted, '--part--'],
  ].join('\r\n')
  const saved = [
    ...[lines, html, quoted, base64(html), multipart, `${multipart}\n${lines}`],
    ...[lines.replace(/.{60}/g, '$&=\r\n'), lines.replace(/^/gm, '> ')],
    lines.replaceAll('\n', ' ').replaceAll(' HEAD', '\u00a0HEAD'),
    Buffer.from(`\ufeffBonjour,\r\n${lines}`, 'utf16le').toString(),
  ]
  for (const text of saved) {
    const found = headsInMail(`Bonjour,\r\n\r\n${text}\r\n\r\nCordialement,\r\n`)
    expect(found.map((one) => one.head)).toEqual([head])
    for (const one of found) expect(await isSignedBy(one, publicKey)).toBe(true)
  }
  expect(findHeads(`${lines}\r\n${lines}`)).toHaveLength(2)
  expect(headsInMail('Bonjour')).toEqual([])
})

test('a key’s fingerprint has eight groups of four digits', () => {
  expect(fingerprintOf(publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
})
