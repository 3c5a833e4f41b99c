import { createSecretKey } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFileCode } from '../../functions/create-file-code/create-file-code.ts'
import { openFile } from '../../functions/open-file/open-file.ts'
import { closeFile, showFile } from '../../functions/show-file/show-file.ts'
import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import type { FileCode, OpenFile } from '../../shared/domain/staff/file-code.ts'
import { newStaffSession } from '../../shared/domain/staff/staff-session.ts'
import { now } from '../builders/values.ts'
import { aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryStaffSessions } from '../fakes/in-memory-staff-sessions.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const staff = {
  issuer: 'https://connexion.example.org',
  clientId: 'reassort',
  addresses: 'verified' as const,
  people: [
    { email: 'alix@example.org', role: 'agent' as const },
    { email: 'dominique@example.org', role: 'delegate' as const },
  ],
}
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let tables: InMemoryTables
let voter: SignedInVoter
let sessions = inMemoryStaffSessions()
let at = now
let codes = new Map<string, FileCode>()
let files = new Map<string, OpenFile>()
let written: Intervention[] = []
let told: AccountNews[] = []
let nextCode = 90_000_000
/** The next codes to be drawn; others follow. */
let drawn: string[] = []

const fileCodes = {
  async keep(code: FileCode, when: Date) {
    const stood = codes.get(code.codeHash)
    if (stood && stood.expiresAt > when) return false
    for (const [hash, { voterId }] of codes) if (voterId === code.voterId) codes.delete(hash)
    codes.set(code.codeHash, code)
    return true
  },
  async take(codeHash: string, when: Date) {
    const found = codes.get(codeHash)
    if (!found || found.expiresAt <= when) return undefined
    codes.delete(codeHash)
    return found.voterId
  },
}
const openFiles = {
  open: async (file: OpenFile) => void files.set(file.tokenHash, file),
  find: async (tokenHash: string) => files.get(tokenHash),
  close: async (tokenHash: string) => void files.delete(tokenHash),
}

const ports = () => ({
  ...{
    ...tables,
    staff,
    fileCodes,
    openFiles,
    key,
    election,
    clock: () => at,
    electionClock: () => at,
  },
  interventions: { record: async (one: Intervention) => written.push(one) > 0 },
  news: { put: async (one: AccountNews) => void told.push(one) },
  drawCode: () => drawn.shift() ?? String(nextCode++),
})

async function signedIn(email: string): Promise<string> {
  const { cookie, session } = newStaffSession(email, now)
  await sessions.open(session)
  return cookie
}

const ofStaff = () => ({ ...ports(), sessions })
const drawCode = () => createFileCode(ports(), voter.session)
const open = (cookie: string | undefined, code: string) => openFile(ofStaff(), { cookie, code })

beforeEach(async () => {
  tables = inMemoryTables()
  voter = await aSignedInVoter(tables)
  sessions = inMemoryStaffSessions()
  at = now
  codes = new Map()
  files = new Map()
  written = []
  told = []
  drawn = ['12345678']
})

describe('a voter’s code', () => {
  it('is drawn for whoever is signed in, for ten minutes, and kept by its hash', async () => {
    expect(await createFileCode(ports(), undefined)).toEqual({ outcome: 'unauthenticated' })
    expect(await drawCode()).toEqual({
      outcome: 'created',
      code: '12345678',
      expiresAt: minutesLater(10),
    })
    expect(JSON.stringify([...codes])).not.toContain('12345678')
  })

  it('is another than the one that somebody else has now', async () => {
    await drawCode()
    const other = await aSignedInVoter(tables)
    drawn = ['12345678', '87654321']
    expect(await createFileCode(ports(), other.session)).toMatchObject({ code: '87654321' })
  })

  it('is given up when one after another stands for somebody else', async () => {
    await drawCode()
    drawn = Array(100).fill('12345678')
    // Another voter's: one's own gives way.
    for (const [hash, code] of codes) codes.set(hash, { ...code, voterId: 'another' })
    await expect(drawCode()).rejects.toThrow('no file code is free')
  })

  it('is drawn ten times an hour at most', async () => {
    for (let times = 0; times < 10; times++) {
      expect((await drawCode()).outcome).toBe('created')
    }
    expect(await drawCode()).toMatchObject({ outcome: 'too-many-attempts' })
  })
})

describe('a file', () => {
  it('opens by the code as it is read, once, and that is written down and told', async () => {
    await drawCode()
    const agent = await signedIn('alix@example.org')
    expect(await open(agent, ' 1234-5678 ')).toEqual({ outcome: 'opened', role: 'agent' })
    expect(written).toMatchObject([{ kind: 'file-opened', by: 'agent/alix', at: now }])
    expect(JSON.stringify(written)).not.toContain(voter.voterId)
    expect(told).toEqual([{ news: 'file-opened', voterId: voter.voterId, at: now }])
    const file = await showFile(ofStaff(), agent)
    expect(file).toMatchObject({ outcome: 'shown', expiresAt: minutesLater(15) })
    expect(await open(agent, '12345678')).toEqual({ outcome: 'not-found' })
  })

  it('closes by itself, or when it is closed', async () => {
    await drawCode()
    const agent = await signedIn('alix@example.org')
    await open(agent, '12345678')
    at = minutesLater(15)
    expect(await showFile(ofStaff(), agent)).toEqual({ outcome: 'not-found' })
    at = minutesLater(1)
    expect(await closeFile(ofStaff(), agent)).toBe('closed')
    expect(await showFile(ofStaff(), agent)).toEqual({ outcome: 'not-found' })
    expect(await closeFile(ofStaff(), undefined)).toBe('unauthenticated')
  })

  it('stays closed to a delegate, to whoever is not signed in, and after ten minutes', async () => {
    await drawCode()
    const delegate = await signedIn('dominique@example.org')
    expect(await open(delegate, '12345678')).toEqual({ outcome: 'forbidden' })
    expect(await open(undefined, '12345678')).toEqual({ outcome: 'unauthenticated' })
    expect(await showFile(ofStaff(), undefined)).toEqual({ outcome: 'unauthenticated' })
    at = minutesLater(10)
    const agent = await signedIn('alix@example.org')
    expect(await open(agent, '12345678')).toEqual({ outcome: 'not-found' })
    expect([written, told]).toEqual([[], []])
  })

  it('has five wrong codes counted, of one of the staff in all their sessions; right ones count not', async () => {
    const agent = await signedIn('alix@example.org')
    for (let times = 0; times < 6; times++) {
      drawn = ['12345678']
      await drawCode()
      expect((await open(agent, '12345678')).outcome).toBe('opened')
    }
    for (let times = 0; times < 5; times++) {
      expect((await open(agent, '11111111')).outcome).toBe('not-found')
    }
    const again = await signedIn('alix@example.org')
    drawn = ['12345678']
    await drawCode()
    expect(await open(again, '12345678')).toMatchObject({ outcome: 'too-many-attempts' })
    at = minutesLater(15)
    drawn = ['12345678']
    await drawCode()
    expect((await open(again, '12345678')).outcome).toBe('opened')
  })

  it('is not open when it cannot be written down', async () => {
    await drawCode()
    const agent = await signedIn('alix@example.org')
    const broken = {
      ...ofStaff(),
      interventions: { record: () => Promise.reject(new Error('refused')) },
    }
    await expect(openFile(broken, { cookie: agent, code: '12345678' })).rejects.toThrow('refused')
    expect([...files]).toEqual([])
  })
})
