import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { closingRequest } from '../../shared/domain/approval.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { type Closing, closeElection } from '../../team/closing/close-election.ts'
import { closingFolder } from '../../team/closing/closing-folder.ts'
import type { ClosingApproval } from '../../team/closing/closing-permission.ts'
import { type Holding, sortUnique } from '../../team/closing/destroyed-and-kept.ts'
import { decideWithKeys } from '../../team/closing/open-closing.ts'
import { closingTexts as texts } from '../../team/closing/texts.ts'
import { failureTexts } from '../../team/failure-texts.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keys } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { everyDeath } from '../fakes/interception.ts'

const now = new Date('2027-05-01T10:00:00Z')
const root = temporaryFolder(afterAll)

const held = sortUnique([
  { kind: 'kept', name: 'arn:aws:cloudformation:eu-west-3:1:stack/Reassort-Data/2' },
  { kind: 'table', name: 'Voters' },
  { kind: 'table', name: 'Approvals' },
  { kind: 'table', name: 'Interventions' },
  { kind: 'secret', name: 'arn:aws:secretsmanager:eu-west-3:1:secret:Keys-1' },
  { kind: 'logGroup', name: 'Reassort-SignInLogs' },
  { kind: 'logGroup', name: 'Reassort-SignOutLogs' },
  { kind: 'service', name: 'arn:aws:cloudformation:eu-west-3:1:stack/Reassort/1' },
  { kind: 'addresses', name: 'SES' },
])

const gone = () => Object.assign(new Error(), { name: 'ResourceNotFoundException' })

function anElection({
  appealsUntil = now as Date | undefined,
  folder = mkdtempSync(join(root, 'f-')),
  openUntil = undefined as Date | undefined,
} = {}) {
  const there = new Set(held.map(({ name }) => name))
  const destroyed: string[] = []
  const { approvals, interventions, look } = inMemoryTables()
  const ports = { approvals, keys, clock: () => now }
  const approvalOf = (by: string): ClosingApproval => ({
    async findRequests() {
      if (!there.has('Approvals')) throw gone()
      return approvals.findAll(`team/closing/${election.name}`)
    },
    request: (reason) => decideWithKeys(ports, by, closingRequest(election.name, reason)),
  })
  const inLedger: string[] = []
  const lines: string[] = []
  const destroyer = {
    findLeftover: async (name: string) => (there.has(name) ? { count: 3 } : undefined),
    async destroy(name: string) {
      if (there.delete(name)) destroyed.push(name)
    },
  }
  const kinds = new Set(held.map(({ kind }) => kind))
  const closing: Closing = {
    election: { ...election, dates: { ...election.dates, ...(appealsUntil && { appealsUntil }) } },
    isServiceGone: false,
    findVoteEnd: async () => openUntil,
    findHoldings: async () => ({ toDestroy: held, toKeep: [{ kind: 'sender', name: 'my.test' }] }),
    destroyers: Object.fromEntries([...kinds].map((kind) => [kind, destroyer])),
    approval: approvalOf('Team/alice'),
    interventions: {
      async record(one) {
        if (!there.has('Interventions')) throw gone()
        return interventions.record(one)
      },
      find: interventions.find,
    },
    async count() {
      if (!there.has('Voters')) throw gone()
      return [
        ['demandes', 'FR', 'sent', 12],
        ['demandes', 'YT', 'sent', 4],
      ]
    },
    ledger: {
      async waitForHead({ interventionId }) {
        if (!inLedger.includes(interventionId)) expect(destroyed).toEqual([])
        inLedger.push(interventionId)
      },
      export: async () => true,
      sign: async (text) => Buffer.from(`signed ${text}`),
    },
    folder: closingFolder(folder),
    by: 'Team/alice',
    clock: () => now,
    print: (line) => lines.push(line),
  }
  const recorded = () => look.all<Intervention>('interventions')
  return { closing, approvalOf, there, destroyed, recorded, inLedger, lines, folder }
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

describe('closing an election', () => {
  test('destroys everything in order once the ledger shows that it begins, and writes a statement', async () => {
    const { closing, destroyed, recorded, inLedger, folder } = anElection()
    expect(await closeElection(closing, '')).toBe(true)
    expect(destroyed).toEqual(held.map(({ name }) => name))
    const counts = read(folder, 'decomptes.csv')
    expect(recorded()).toEqual([
      {
        interventionId: inLedger[0],
        kind: 'closing',
        at: now,
        by: 'Team/alice',
        subject: election.name,
        digests: { 'decomptes.csv': createHash('sha256').update(counts).digest('hex') },
        counts: expect.objectContaining({ table: 3, secret: 1 }),
      },
    ])
    expect(counts).toContain('demandes;Métropole;sent;12\r\n')
    expect(counts).toContain('demandes;Mayotte;sent;moins de 5\r\n')
    const statement = read(folder, 'attestation.txt')
    expect(statement).toMatch(
      /\nClôture commencée le samedi 1er\smai 2027\sà\s12\sh\savec les identifiants de Team\/alice\.\n/,
    )
    expect(statement).toContain('- Table Voters : environ 3 éléments\n')
    expect(statement.match(/- Journaux techniques .*\n/g)).toEqual([
      '- Journaux techniques : 2 groupes\n',
    ])
    expect(statement).toContain('- Pile des données Reassort-Data\n')
    expect(statement).toContain('my.test\n')
    const digest = createHash('sha256').update(statement).digest('hex')
    const sums = read(folder, 'SHA256SUMS')
    expect(sums).toContain(`${digest}  attestation.txt\n`)
    expect(read(folder, 'SHA256SUMS.sig')).toBe(`signed ${sums}`)
  })

  test('destroys nothing while the vote is open', async () => {
    const { closing, destroyed, recorded } = anElection({ openUntil: now })
    const asked = closeElection(closing, 'répétition terminée')
    await expect(asked).rejects.toThrow(texts.voteInProgress(now, election.timeZone))
    expect([destroyed, recorded()]).toEqual([[], []])
  })

  test('ends the same wherever it dies, whoever continues it, in any folder', async () => {
    const deaths = await everyDeath(async (invocation) => {
      const run = anElection()
      const { closing } = run
      const { findHoldings: find, count } = closing
      const ports = invocation.guard({ find, count })
      const guarded: Closing = {
        ...closing,
        findHoldings: ports.find,
        count: ports.count,
        destroyers: Object.fromEntries(
          Object.entries(closing.destroyers).map(([kind, one]) => [kind, invocation.guard(one)]),
        ),
        approval: invocation.guard(closing.approval),
        interventions: invocation.guard(closing.interventions),
        ledger: closing.ledger && invocation.guard(closing.ledger),
        folder: invocation.guard(closing.folder),
      }
      const fate = await invocation.run(() => closeElection(guarded, ''))
      for (const folder of [run.folder, mkdtempSync(join(root, 'g-'))]) {
        const isServiceGone = run.destroyed.some((name) => name.endsWith(':stack/Reassort/1'))
        const known = isServiceGone ? { election, isServiceGone } : {}
        const goesOn = { ...closing, ...known, folder: closingFolder(folder), by: 'Team/bob' }
        expect(await closeElection(goesOn, '')).toBe(true)
        expect(read(folder, 'attestation.txt')).toContain('- Table Voters')
        const sums = read(folder, 'SHA256SUMS')
        expect(sums).toContain('attestation.txt')
        expect(read(folder, 'SHA256SUMS.sig')).toBe(`signed ${sums}`)
        expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([])
      }
      expect(run.there.size).toBe(0)
      expect(run.destroyed).toEqual(held.map(({ name }) => name))
      expect(run.recorded()).toHaveLength(1)
      expect(new Set(run.inLedger)).toEqual(new Set([run.recorded()[0]?.interventionId]))
      const counts = createHash('sha256').update(read(run.folder, 'decomptes.csv')).digest('hex')
      expect(run.recorded()[0]?.digests).toEqual({ 'decomptes.csv': counts })
      return fate
    })
    expect(deaths).toBeGreaterThan(80)
  }, 60_000)

  test('destroys nothing before the end of appeals without a second person', async () => {
    const appealsUntil = new Date(now.getTime() + 1)
    const { closing, approvalOf, destroyed, recorded, folder } = anElection({ appealsUntil })
    const reasonless = texts.beforeAppealsEnd(appealsUntil, election.timeZone)
    await expect(closeElection(closing, ' x ')).rejects.toThrow(reasonless)
    expect([recorded(), destroyed]).toEqual([[], []])
    for (const awaited of [secondPersonTexts.request(false), secondPersonTexts.pendingRequest]) {
      const asking = closeElection(closing, 'répétition terminée')
      await expect(asking).rejects.toThrow(awaited)
      expect(recorded()).toHaveLength(1)
    }
    expect(destroyed).toEqual([])
    expect(readdirSync(folder)).toEqual([])
    const second = { ...closing, by: 'Team/bob', approval: approvalOf('Team/bob') }
    const dead = { ...second.folder, read: () => Promise.reject(new Error('dead')) }
    await expect(closeElection({ ...second, folder: dead }, '')).rejects.toThrow('dead')
    expect(await closeElection(closing, '')).toBe(true)
    const confirms = recorded()[0]?.interventionId
    expect(recorded().slice(1)).toMatchObject([{ confirms }, { confirms, counts: {} }])
    expect(read(folder, 'attestation.txt')).toContain(
      'identifiants de Team/alice, à la demande de Team/alice, confirmée par Team/bob : « répétition terminée ».',
    )
  })

  test('destroys nothing if the folder holds other files', async () => {
    const { closing, destroyed, folder } = anElection()
    mkdirSync(join(folder, 'journal'))
    writeFileSync(join(folder, 'SHA256SUMS'), '')
    for (const other of ['roll.csv', 'journal/notes.txt']) {
      writeFileSync(join(folder, other), '')
      await expect(closeElection(closing, '')).rejects.toThrow(texts.nonEmptyFolder(folder))
      expect(destroyed).toEqual([])
      rmSync(join(folder, other))
    }
  })

  test('destroys nothing while the exported ledger does not verify', async () => {
    const { closing, destroyed } = anElection()
    const { ledger } = closing
    const unsound: Closing = {
      ...closing,
      ...(ledger && { ledger: { ...ledger, export: async () => false } }),
    }
    await expect(closeElection(unsound, '')).rejects.toThrow(texts.unsoundLedger)
    expect(destroyed).toEqual([])
  })

  test('does not wait for the ledger once the service is gone', async () => {
    const { closing, inLedger, lines } = anElection()
    expect(await closeElection({ ...closing, isServiceGone: true }, '')).toBe(true)
    expect(inLedger).toEqual([])
    expect(lines).toContain(texts.unrecordedClosing)
  })

  test('writes no statement while something is left, and names it', async () => {
    const { closing, lines, folder } = anElection()
    const expiresAt = new Date('2027-06-05T10:00:00Z')
    const left = { findLeftover: async () => ({ expiresAt }), destroy: async () => {} }
    const stubborn: Closing = { ...closing, destroyers: { ...closing.destroyers, table: left } }
    expect(await closeElection(stubborn, '')).toBe(false)
    const voters: Holding = { kind: 'table', name: 'Voters' }
    expect(lines).toContain(
      texts.remainingHoldings([{ ...voters, expiresAt }], election.timeZone)[1],
    )
    expect(readdirSync(folder)).not.toContain('attestation.txt')
  })

  test('names a missing right, and hides the rest of AWS’s message', async () => {
    const { closing } = anElection()
    const denied = new Error(
      'User: arn:aws:iam::1:user/x is not authorized to perform: logs:DeleteLogGroup on alice@academie.example',
    )
    const refusing = {
      findLeftover: async () => ({}),
      destroy: async () => Promise.reject(denied),
    }
    const refused = { ...closing, destroyers: { ...closing.destroyers, logGroup: refusing } }
    const why = await closeElection(refused, '').catch((error: Error) => error.message)
    expect(why).toContain(failureTexts.missingRight('logs:DeleteLogGroup'))
    expect(why).not.toContain('alice')
  })
})
