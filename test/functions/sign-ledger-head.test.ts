import { setImmediate } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { signLedgerHead } from '../../functions/sign-ledger-head/sign-ledger-head.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { chainChanges, chainStart } from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { findHeads, fingerprintOf, isSignedBy } from '../../shared/domain/ledger/ledger-head.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { type Mail, MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import { aChange, aLedgerSigner } from '../builders/ledger.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const signer = aLedgerSigner()
const recipients = ['bureau@example.org', 'delegue@example.org']

let segments: ReturnType<typeof inMemoryTexts>
let heads: ReturnType<typeof inMemoryTexts>
let mailings: ReturnType<typeof inMemoryTexts>
let mails: Mail[]
let refusal: Error | undefined
let journalled: unknown[]
let at: Date

beforeEach(() => {
  segments = inMemoryTexts()
  heads = inMemoryTexts()
  mailings = inMemoryTexts()
  mails = []
  refusal = undefined
  journalled = []
  at = now
})

function sign(ledger = { ...election.ledger, recipients }, takeToken = async () => true) {
  return signLedgerHead({
    ledger: 'a-ledger',
    segments,
    heads,
    mailings,
    signer,
    mailer: {
      async send(mail) {
        if (refusal && mail.to === recipients[0]) throw refusal
        mails.push(mail)
      },
    },
    isRefusal: (error) => (error as Error).message === 'MessageRejected',
    takeToken,
    election: { ...election, ledger },
    clock: () => at,
    journal: (event) => void journalled.push(event),
  })
}

const write = (...changes: Partial<LedgerChange>[]) =>
  ledgerWriter(segments)(changes.map((one) => aChange({ at, ...one })))
const intervention: Partial<LedgerChange> = {
  table: 'rollOperations',
  change: 'insert',
  told: { kind: 'free-phone', by: 'Helpdesk/alice', reason: 'propriétaire rappelé' },
}
const later = (minutes: number) => {
  at = secondsLater(now, minutes * 60)
}
const textOf = (mail: Mail | undefined) => mail?.text.replaceAll(/[\u00a0\u202f]/g, ' ')
const numbersMailed = () => mails.map(({ text }) => findHeads(text)[0]?.head.number)

test('the ledger’s head is signed, verifies and is mailed to each recipient', async () => {
  await write({}, {})
  await sign()
  expect(mails.map(({ to }) => to)).toEqual(recipients)
  const [head] = findHeads(mails[0]?.text ?? '')
  expect(head?.head).toMatchObject({ ledger: 'a-ledger', segment: 1, number: 2, at: now })
  expect(head && (await isSignedBy(head, signer.key))).toBe(true)
  expect(findHeads(mails[0]?.html ?? '')).toEqual([head])
  expect(textOf(mails[0])).toContain(fingerprintOf(signer.key))
  expect(journalled).toEqual([
    { event: 'ledger-head.signed', number: 2, interventions: 0 },
    { event: 'ledger-head.mailed', number: 2, mails: 2, refused: 0 },
  ])
})

test('the ledger’s head waits for the rate limiter, and is then mailed to all recipients', async () => {
  await write(intervention)
  const ledger = { ...election.ledger, recipients }
  await expect(sign(ledger, async () => false)).rejects.toMatchObject({ reason: 'no-token' })
  expect(mails).toEqual([])
  await sign()
  expect(numbersMailed()).toEqual([1, 1])
})

test('the ledger’s head is signed after new entries only, and mailed once an hour', async () => {
  await sign()
  expect(heads.all).toHaveLength(0)
  await write({})
  await sign()
  await write({})
  later(59)
  await sign()
  await sign()
  expect(heads.all).toHaveLength(2)
  expect(numbersMailed()).toEqual([1, 1])
  later(60)
  await sign()
  expect(numbersMailed()).toEqual([1, 1, 2, 2])
  await sign()
  expect(mails).toHaveLength(4)
})

test('the ledger’s head is mailed at once after an intervention, with its kind, author and reason', async () => {
  await write({})
  await sign()
  await write({}, intervention)
  later(1)
  await sign()
  expect(numbersMailed()).toEqual([1, 1, 3, 3])
  expect(mails[2]?.subject.replaceAll(/\s/g, ' ')).toBe('Journal du vote : 1 intervention')
  expect(textOf(mails[2])).toContain('Téléphone libéré, par Helpdesk/alice (propriétaire rappelé)')
  later(2)
  await write({})
  await sign()
  expect(mails).toHaveLength(4)
})

test('the ledger’s head waits for the hour after a role was assumed', async () => {
  await write({})
  await sign()
  await write({ ...intervention, told: { kind: 'role', by: 'Helpdesk/alice' } })
  later(59)
  await sign()
  expect(mails).toHaveLength(2)
  later(60)
  await sign()
  expect(textOf(mails[2])).toContain('Connexion avec un rôle de l’équipe')
  await write({ ...intervention, told: { kind: 'watch', by: 'Administrator/eve' } })
  await sign()
  expect(mails).toHaveLength(6)
})

test('the ledger’s head mails later all interventions that a failed mailing lacked', async () => {
  await write(intervention)
  refusal = new MailNotAccepted('Throttling')
  await expect(sign()).rejects.toThrow(MailNotAccepted)
  expect(mails).toEqual([])
  await write({ ...intervention, told: { kind: 'import' } })
  refusal = undefined
  await sign()
  expect(numbersMailed()).toEqual([2, 2])
  expect(textOf(mails[0])).toContain('Téléphone libéré')
  expect(textOf(mails[0])).toContain('Import de la liste électorale')
})

test('the ledger’s head is mailed once to the other recipients when one address is refused', async () => {
  await write(intervention)
  refusal = new Error('MessageRejected')
  await sign()
  await sign()
  expect(mails.map(({ to }) => to)).toEqual([recipients[1]])
  expect(textOf(mails[0])).not.toContain('plus anciennes')
  const counted = { event: 'ledger-head.mailed', number: 1, mails: 1, refused: 1 }
  expect(journalled).toContainEqual(counted)
})

test('the ledger’s head is mailed again to all when a mail’s fate is unknown', async () => {
  await write(intervention)
  refusal = new Error('TimeoutError')
  await expect(sign()).rejects.toThrow('TimeoutError')
  expect(mails.map(({ to }) => to)).toEqual([recipients[1]])
  refusal = undefined
  await sign()
  expect(mails.map(({ to }) => to)).toEqual([recipients[1], ...recipients])
})

test('the ledger’s head says after a long time without recipients that earlier interventions are left out', async () => {
  const nobody = { ...election.ledger, recipients: [] }
  await write(intervention)
  await sign(nobody)
  const [head = ''] = heads.all
  heads.all.push(...Array(500).fill(head))
  await sign()
  expect(numbersMailed()).toEqual([1, 1])
  expect(mails[0]?.subject.replaceAll(/\s/g, ' ')).toBe('Journal du vote : 500 interventions')
  expect(textOf(mails[0])).toContain('le journal en contient d’autres, plus anciennes')
})

test('the ledger’s head catches up after a long silence, 500 segments at a time and ten in parallel', async () => {
  for (let segment = 0, end = chainStart; segment < 501; segment++) {
    const written = chainChanges(end, [aChange()])
    segments.all.push(written.lines)
    end = written.end
  }
  const { read } = segments
  let inSequence = 0
  segments.read = async (number) => {
    const before = inSequence
    await setImmediate()
    inSequence = before + 1
    return read(number)
  }
  await sign()
  expect(inSequence).toBe(50)
  expect(findHeads(heads.all.join('\n')).map(({ head }) => head.segment)).toEqual([500])
  await sign()
  expect(findHeads(heads.all.join('\n')).map(({ head }) => head.segment)).toEqual([500, 501])
})
