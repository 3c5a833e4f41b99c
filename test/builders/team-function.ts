import { answerTeamRequest } from '../../functions/answer-team-request/answer-team-request.ts'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import {
  readTeamRequest,
  type TeamRequest,
  type TeamRequestOf,
  teamAnswer,
} from '../../shared/contract/team-requests.ts'
import { sealCode } from '../../shared/domain/account/captcha-sound.ts'
import { keyRings } from '../../shared/domain/account/key-rotation.ts'
import { type Calendar, emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeyRing } from '../../shared/domain/keys.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import {
  type BreakerItem,
  breakerKey,
  fromBreakerItem,
  toBreakerItem,
} from '../../shared/tables/sms-days.ts'
import { toStored } from '../../shared/tables/stored.ts'
import {
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  type VoterItem,
} from '../../shared/tables/voters.ts'
import type { AskTeamFunction } from '../../team/keys/team-function.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'
import { inMemoryRestorations } from '../fakes/in-memory-restorations.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { startingPoint } from './for-each-test.ts'
import { keys } from './values.ts'
import { aRollEntry, election } from './voters.ts'

type Dependencies = Parameters<typeof answerTeamRequest>[0]

export function askedBy(caller: Caller, dependencies: Dependencies): AskTeamFunction {
  return async (asked) => {
    const request = readTeamRequest(JSON.parse(JSON.stringify(asked)))
    const answer = request
      ? await answerTeamRequest(dependencies, caller, request)
      : { refused: 'invalid' as const }
    return teamAnswer.parse(JSON.parse(JSON.stringify(answer)))
  }
}

export const sealedAt = rollSealedAt(election)

export const entry = aRollEntry()
export const identity = { numen: entry.numen, birthDate: entry.birthDate }
export const voterId = voterIdOf(keys, entry.email)

const ids = { current: 'a' }

export const requests: {
  [Name in TeamRequest['compute']]: TeamRequestOf<Name>
} = {
  permission: { compute: 'permission', of: 'spoken-code' },
  'voter-ids': { compute: 'voter-ids', emails: [entry.email, ` ${entry.email.toUpperCase()}`] },
  enrolments: { compute: 'enrolments', entries: [{ email: entry.email, ...identity }] },
  identities: { compute: 'identities', identities: [{ voterId, ...identity }] },
  'sealed-phones': { compute: 'sealed-phones', phones: [{ voterId, phone: '+33612345678' }] },
  'identifier-hashes': {
    compute: 'identifier-hashes',
    notices: [{ voterId }, { voterId, noticeNumber: 2 }],
  },
  'notice-returned': {
    ...{ compute: 'notice-returned', voterId, printed: 'hash', isReplaced: false },
    at: secondsLater(sealedAt, -86_400).toISOString(),
  },
  'spoken-code': { compute: 'spoken-code', sealed: sealCode(keys, '9456', sealedAt) },
  'key-ring': { compute: 'key-ring', ring: 'proofKeys' },
  'key-ring-change': {
    ...{
      compute: 'key-ring-change',
      ring: 'proofKeys',
      expectedVersions: ids,
      change: 'add',
      usedIds: [],
    },
  },
  'origin-header': { compute: 'origin-header', send: 'v2' },
  seal: {
    ...{ compute: 'seal', sealId: 's-1', at: secondsLater(sealedAt, -86_400).toISOString() },
    ...{ digests: { roll: sha256('roll') }, counts: { voters: 1 } },
  },
  repair: {
    compute: 'repair',
    ...{ voterId, email: entry.email, correction: identity, reason: 'NUMEN mal saisi' },
  },
  'calendar-change': {
    ...{ compute: 'calendar-change', change: 'suspend', version: 0, reason: 'panne des SMS' },
  },
  'sms-change': {
    ...{ compute: 'sms-change', asked: { change: 'pause', territory: 'PF', reason: 'panne' } },
  },
  closing: { compute: 'closing', reason: 'répétition terminée' },
  wipe: { compute: 'wipe', reason: 'répétition terminée' },
  restoration: {
    ...{ compute: 'restoration', table: 'voters', onlyMissing: false, reason: 'table abîmée' },
    ...{ before: '2026-11-30T16:04:00.000Z', after: '2026-11-30T16:06:00.000Z' },
    step: { is: 'begin' },
  },
  'notices-request': { compute: 'notices-request', operationIds: ['import-1'], reason: 'perdues' },
  'notices-approval': { compute: 'notices-approval', approvalId: 'request-1' },
  notices: {
    compute: 'notices',
    approvalId: 'request-1',
    operationIds: ['import-1'],
    voterIds: [voterId],
  },
}

export const alice = { role: 'rollTeam', by: 'RollTeam/alice', network: '203.0.113.1' } as const
export const bob = { role: 'rollTeam', by: 'RollTeam/bob', network: '203.0.113.2' } as const
export const deployer = { ...alice, role: 'deployer' } as const
export const secondDeployer = { ...bob, role: 'deployer' } as const

const start = {
  now: secondsLater(sealedAt, -86_400),
  isSealed: false,
  open: ['import-1', 'import-2'],
  ended: ['import-0'],
  sent: 'v1',
}
const firstRing: KeyRing = { current: 'a secret that serves in this test only' }

export function aTeamFunction({ mode = election.mode } = {}) {
  const tables = inMemoryTables()
  const { items, look } = tables
  const notifications = inMemoryNotifications()
  const found = {
    approvals: items('approvals'),
    notifications: notifications.messages,
    returned: [] as unknown[],
    ...start,
    get interventions() {
      return look.all<Intervention>('interventions')
    },
    lose: (table: 'interventions') => items(table).clear(),
    get voters(): readonly Voter[] {
      const rows = [...items('voters').values()] as (VoterItem | PersonItem)[]
      return rows.filter(isVoterItem).map(fromVoterItem)
    },
    set voters(voters) {
      items('voters').clear()
      for (const voter of voters) tables.replace.voter(voter)
    },
    get calendar() {
      return look.all<Calendar>('calendar')[0] ?? emptyCalendar
    },
    set calendar(calendar) {
      items('calendar').set(calendarKey, { calendarId: calendarKey, ...toStored(calendar) })
    },
    get breaker() {
      const item = items('smsDays').get(breakerKey)
      return item ? fromBreakerItem(item as unknown as BreakerItem) : closedBreaker
    },
    set breaker(breaker) {
      items('smsDays').set(breakerKey, { ...toBreakerItem(breaker, found.now) })
    },
  }
  let ring = firstRing
  const dependencies: Dependencies = {
    ...tables,
    keys,
    election: { ...election, mode },
    clock: () => found.now,
    operations: {
      list: async () =>
        [...found.open, ...found.ended].map((operationId) => ({
          ...{ operationId, kind: 'import' as const, startedAt: found.now },
          ...(found.ended.includes(operationId) && { finishedAt: found.now }),
        })),
    },
    rollSeal: { find: async () => (found.isSealed ? found.now : undefined) },
    notifications,
    restorations: inMemoryRestorations(tables, undefined),
    roll: {
      ...tables.roll,
      async returnNotice(notice, at) {
        found.returned.push({ ...notice, at })
        return 'returned'
      },
    },
    originHeader: {
      find: async () => ({ version: found.sent, isEverywhere: true }),
      async send(version) {
        if (version === 'unknown') return false
        found.sent = version
        return true
      },
    },
    rings: keyRings(
      {
        read: async () => ring,
        async write(_, changed) {
          ring = changed
        },
      },
      () => found.now,
    ),
  }
  const ask = (
    request: TeamRequest,
    caller: Caller = alice,
    around: (ports: Dependencies) => Dependencies = (ports) => ports,
  ) => answerTeamRequest(around(dependencies), caller, request)
  const restore = startingPoint({ tables }, [found.notifications, found.returned])
  async function begin(): Promise<void> {
    await restore()
    Object.assign(found, start)
    ring = firstRing
  }
  return { found, ask, begin }
}
