import { createSecretKey } from 'node:crypto'
import { openFile } from '../../shared/access/open-file.ts'
import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { hashFileCode } from '../../shared/domain/staff/file-code.ts'
import { newStaffSession, staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { now } from '../builders/values.ts'
import { inMemoryNotifications } from './channels.ts'
import { inMemoryTables } from './in-memory-tables.ts'

const roles = {
  alix: 'agent',
  andrea: 'agent',
  sacha: 'supervisor',
  dominique: 'delegate',
} as const

export type StaffName = keyof typeof roles

const staff = {
  issuer: 'https://connexion.example.org',
  clientId: 'reassort',
  addresses: 'verified' as const,
  people: Object.entries(roles).map(([name, role]) => ({ email: `${name}@example.org`, role })),
}

const key = createSecretKey(Buffer.alloc(32, 7))

type OpeningPorts = Parameters<typeof openFile>[0]

export function inMemoryStaffFiles(tables = inMemoryTables()) {
  const { staffSessions: sessions, fileCodes, interventions } = tables
  const queue = inMemoryNotifications()

  async function signedIn(name: StaffName, at = now): Promise<string> {
    const { cookie, session } = newStaffSession(`${name}@example.org`, at)
    await sessions.open(session)
    return cookie
  }

  function openByCode(ports: OpeningPorts, cookie: string | undefined, code: string) {
    const find: Parameters<typeof openFile>[1]['find'] = (when, person) =>
      fileCodes.consume(hashFileCode(key, code), when, person)
    return openFile(ports, { cookie, kind: 'file-opened', find })
  }

  return {
    ...{ tables, queue, notifications: queue.messages },
    get interventions() {
      return tables.look.all<Intervention>('interventions')
    },
    ports: {
      ...{ sessions, staff, fileCodes, interventions },
      ...{ key, proofKey: key },
      notifications: queue as NotificationQueue,
    },
    signedIn,
    openByCode,
    async withCode(ports: OpeningPorts, name: StaffName, at = now): Promise<string> {
      const cookie = await signedIn(name, at)
      await openByCode(ports, cookie, '12345678')
      return cookie
    },
    async withFile(name: StaffName, voterId: string, at = now): Promise<string> {
      const cookie = await signedIn(name, at)
      const tokenHash = staffTokenHash(cookie) as string
      const file = { voterId, opening: 'file-opened' as const, expiresAt: secondsLater(at, 900) }
      await sessions.openFile(tokenHash, file)
      return cookie
    },
  }
}
