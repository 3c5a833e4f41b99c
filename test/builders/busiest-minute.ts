import type { RouteName } from '../../shared/contract/routes.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'

type Units = Partial<Record<TableName, number>>

export interface CountedCalls {
  /** Write units: one for an item below 1 kB, two in a transaction. Refused writes count too. */
  writes: Units
  /** Read units: one for an item below 4 kB, since all reads are consistent. */
  reads: Units
  roundTrips: { sequence: number; calls: number }
}

export interface Load extends CountedCalls {
  route?: RouteName
  perSecond: number
}

/** Accepted and refused requests run the same transaction. */
const requestWrites = { attempts: 4, captchas: 4, phones: 2, reissues: 2, sessions: 4, voters: 4 }

// The vote opens while passwords are still being set, at the rates of `route-throttles.ts`, and every browser is new.
// SMS leave as fast as they are requested; e-mails have their own rate.
export const loads = {
  signIn: {
    route: 'POST /api/session',
    perSecond: 250,
    writes: { attempts: 7, sessions: 1 },
    reads: { voters: 1 },
    roundTrips: { sequence: 4, calls: 9 },
  },
  signInWithCode: {
    route: 'POST /api/session',
    perSecond: 83,
    writes: { attempts: 12, captchas: 1, sessions: 1 },
    reads: { attempts: 1, voters: 1 },
    roundTrips: { sequence: 5, calls: 16 },
  },
  wrongSignIn: {
    route: 'POST /api/session',
    perSecond: 100,
    writes: { attempts: 3 },
    reads: { voters: 1 },
    roundTrips: { sequence: 3, calls: 4 },
  },
  passwordSet: {
    route: 'PUT /api/account/password',
    perSecond: 300,
    writes: { attempts: 1, passwordLinks: 2, voters: 2 },
    reads: { passwordLinks: 1, voters: 1 },
    roundTrips: { sequence: 3, calls: 4 },
  },
  linkPreviewed: {
    route: 'POST /api/account/link-preview',
    perSecond: 300,
    writes: {},
    reads: { passwordLinks: 1, voters: 1 },
    roundTrips: { sequence: 1, calls: 2 },
  },
  spaceShown: {
    route: 'GET /api/voter',
    perSecond: 1000,
    writes: { sessions: 1 },
    reads: { sessions: 1, voters: 1 },
    roundTrips: { sequence: 2, calls: 3 },
  },
  signInCode: {
    route: 'POST /api/session/captchas',
    perSecond: 83,
    writes: { captchas: 1 },
    reads: {},
    roundTrips: { sequence: 1, calls: 1 },
  },
  code: {
    route: 'POST /api/captchas',
    perSecond: 83,
    writes: { captchas: 1 },
    reads: { sessions: 1, voters: 1 },
    roundTrips: { sequence: 2, calls: 3 },
  },
  request: {
    route: 'POST /api/reissues',
    perSecond: 25,
    writes: { ...requestWrites, smsDays: 1 },
    reads: { smsDays: 2 },
    roundTrips: { sequence: 3, calls: 5 },
  },
  wrongRequest: {
    route: 'POST /api/reissues',
    perSecond: 25,
    writes: requestWrites,
    reads: { smsDays: 2 },
    roundTrips: { sequence: 2, calls: 4 },
  },
  requestFollowed: {
    route: 'GET /api/reissues/{id}',
    perSecond: 450,
    writes: {},
    reads: { reissues: 1, sessions: 1, voters: 1 },
    roundTrips: { sequence: 1, calls: 3 },
  },
  linkOpened: {
    route: 'POST /api/reissues/{id}/cancel-preview',
    perSecond: 28,
    writes: {},
    reads: { reissues: 1 },
    roundTrips: { sequence: 1, calls: 1 },
  },
  requestWithdrawn: {
    route: 'POST /api/reissues/{id}/withdraw',
    perSecond: 13,
    writes: { phones: 2, reissues: 2, voters: 2 },
    reads: { reissues: 1, sessions: 1, voters: 1 },
    roundTrips: { sequence: 2, calls: 4 },
  },
  requestConfirmed: {
    perSecond: 25,
    writes: { reissues: 1 },
    reads: { reissues: 2, voters: 1 },
    roundTrips: { sequence: 3, calls: 4 },
  },
  smsSent: {
    perSecond: 25,
    writes: { reissues: 3, smsDays: 2, voters: 2 },
    reads: { reissues: 1, smsDays: 2 },
    roundTrips: { sequence: 5, calls: 7 },
  },
  boothEntered: {
    route: 'POST /api/booth/session',
    perSecond: 333,
    writes: { attempts: 6, sessions: 1 },
    reads: { sessions: 1, voters: 1 },
    roundTrips: { sequence: 4, calls: 9 },
  },
  wrongBoothEntry: {
    route: 'POST /api/booth/session',
    perSecond: 100,
    writes: { attempts: 3 },
    reads: { sessions: 1, voters: 1 },
    roundTrips: { sequence: 3, calls: 5 },
  },
  boothShown: {
    route: 'GET /api/booth',
    perSecond: 666,
    writes: {},
    reads: { sessions: 2, voters: 1 },
    roundTrips: { sequence: 1, calls: 3 },
  },
} as const satisfies Record<string, Load>

/** Units a second that DynamoDB grants to a new table or index; later it grants twice the last peak. */
export const unitsOfNewTable = { reads: 12_000, writes: 4000 }

export function peakOf(table: TableName): { reads: number; writes: number } {
  const all: readonly Load[] = Object.values(loads)
  const sumOf = (kind: 'reads' | 'writes') =>
    all.reduce((sum, load) => sum + load.perSecond * (load[kind][table] ?? 0), 0)
  return { reads: sumOf('reads'), writes: sumOf('writes') }
}
