import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { type Refusal, type TeamRequest, teamRules } from '../../shared/contract/team-requests.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import { unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import type {
  KeyRings,
  OriginHeader,
  RingIds,
  SentVersion,
} from '../../shared/domain/account/key-rotation.ts'
import {
  type ApprovalRequest,
  approvalKeyOf,
  closingRequest,
  isAwaited,
} from '../../shared/domain/approval.ts'
import { askOrBegin } from '../../shared/domain/ask-approval.ts'
import type { WritableCalendars } from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { KeysFor, KeysOf } from '../../shared/domain/keys.ts'
import { lastSeal } from '../../shared/domain/ledger/seal.ts'
import type { Restorations } from '../../shared/domain/reissue/restoration.ts'
import { keyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Notice } from '../../shared/domain/roll/notice.ts'
import type { ReturnedNotices, Roll, RollRepairs } from '../../shared/domain/roll/roll.ts'
import { type RollSeal, rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import {
  type AnsweredApproval,
  answerApproval,
  endApproved,
  type TeamPorts,
} from './answer-approval.ts'
import { changeCalendar } from './change-calendar.ts'
import { changeSms, type SmsPorts } from './change-sms.ts'
import {
  approveNotices,
  type NoticePorts,
  noticeIdentifiers,
  requestNotices,
} from './notice-identifiers.ts'
import type { Caller } from './read-caller.ts'
import { repairApproved } from './repair-approved.ts'
import { restoreTable } from './restore-table.ts'

type Request<Name extends TeamRequest['compute']> = Extract<TeamRequest, { compute: Name }>

interface Dependencies extends TeamPorts, NoticePorts, SmsPorts {
  keys: KeysOf<'identifierKeys' | 'identityKeys'> & KeysFor<'captcha-sound'>
  roll: Pick<Roll, 'findMany' | 'findPersons'> & RollRepairs & ReturnedNotices
  news: AccountNewsQueue
  rollSeal: Pick<RollSeal, 'find'>
  election: Pick<Election<WallInstant>, 'dates' | 'mode' | 'name' | 'territories' | 'timeZone'>
  rings: KeyRings
  calendars: WritableCalendars
  restorations: Restorations
  originHeader: OriginHeader
}

export type Answer = { values: readonly unknown[] } | AnsweredApproval | { refused: Refusal }

export async function computeForTeam(
  dependencies: Dependencies,
  caller: Caller,
  request: TeamRequest,
): Promise<Answer> {
  const refusal = await refusalOf(dependencies, caller, request.compute)
  if (refusal) return { refused: refusal }
  const reason = 'reason' in request ? request.reason : undefined
  if (reason !== undefined && !isReason(reason)) return { refused: 'no-reason' }
  const { keys } = dependencies
  const keyed = keyedValues(keys)
  switch (request.compute) {
    case 'permission': {
      const refusal = await refusalOf(dependencies, caller, request.of)
      return refusal ? { refused: refusal } : { values: [] }
    }
    case 'voter-ids':
      return { values: await keyed.voterIds(request.emails) }
    case 'enrolments':
      return { values: await keyed.enrolments(request.entries) }
    case 'identities':
      return { values: await keyed.identities(request.identities) }
    case 'identifier-hashes':
      return { values: await keyed.identifierHashes(request.notices as Notice[]) }
    case 'spoken-code':
      return { values: [unsealCode(keys, request.sealed, dependencies.clock())] }
    case 'key-ring':
      return { values: [await dependencies.rings.find(request.ring)] }
    case 'key-ring-change':
      return changeRing(dependencies, caller, request)
    case 'notice-returned':
      return returnNotice(dependencies, request)
    case 'origin-header':
      return { values: [await originHeader(dependencies, caller, request)] }
    case 'seal':
      return recordSeal(dependencies, caller, request)
    case 'repair':
      return repairApproved(dependencies, caller, request)
    case 'calendar-change': {
      const { change, minutes = 0 } = request
      if (change === 'extend' ? minutes === 0 : minutes > 0) return { refused: 'invalid' }
      return changeCalendar(dependencies, caller, { ...request, minutes })
    }
    case 'sms-change':
      return changeSms(dependencies, caller, request.asked, await isSealed(dependencies))
    case 'closing':
      return beginClosing(dependencies, caller, request.reason)
    case 'wipe':
      return beginWipe(dependencies, caller, request)
    case 'restoration':
      return restoreTable(dependencies, caller, request)
    case 'notices-request':
      return requestNotices(dependencies, caller, request)
    case 'notices-approval':
      return approveNotices(dependencies, caller, request.approvalId)
    case 'notices':
      return noticeIdentifiers(dependencies, caller, request)
  }
}

async function refusalOf(
  dependencies: Dependencies,
  { role }: Caller,
  compute: TeamRequest['compute'],
): Promise<'not-your-role' | 'roll-sealed' | undefined> {
  const { by, untilSeal } = teamRules[compute]
  if (by !== 'anyone' && !by.includes(role ?? 'administrator')) return 'not-your-role'
  return untilSeal && (await isSealed(dependencies)) ? 'roll-sealed' : undefined
}

async function isSealed({ rollSeal, election, clock }: Dependencies): Promise<boolean> {
  return clock() >= rollSealedAt(election) || (await rollSeal.find()) !== undefined
}

/** Retiring a key version of a sealed roll takes two people: it could void all voters' identifiers. */
async function changeRing(
  dependencies: Dependencies,
  caller: Caller,
  { ring, found, change, standing }: Request<'key-ring-change'>,
): Promise<Answer> {
  const { rings, interventions, clock } = dependencies
  const { current, next, previous } = found
  const interventionId = `keys/${ring}/${change}/${[current, next, previous].join()}`
  const subject = `${ring} ${change}`
  const write = () => rings.change(ring, found as RingIds, { change, standing })
  if (change === 'retire' && (await isSealed(dependencies))) {
    const action = [interventionId, ...standing.toSorted()]
    const answer = await askOrBegin(dependencies, caller, {
      ...{ realm: 'team', kind: 'keys', target: ring, action, state: [], subject },
    })
    const isApproved = 'standing' in answer && answer.standing === 'approved'
    if (isApproved && !(await write())) return { refused: 'changed-meanwhile' }
    return answerApproval(answer)
  }
  if (!(await write())) return { values: [false] }
  await interventions.record({ interventionId, kind: 'keys', at: clock(), by: caller.by, subject })
  return { values: [true] }
}

/** Records the approval of two people; the first gives a reason. The command itself destroys the data. */
async function beginClosing(
  dependencies: Dependencies,
  caller: Caller,
  reason: string | undefined,
): Promise<Answer> {
  const { election, approvals, clock } = dependencies
  const request = closingRequest(election.name, reason)
  const all = await approvals.ofKey(approvalKeyOf(request))
  if (reason === undefined && !all.some((approval) => isAwaited(approval, clock())))
    return { refused: 'no-reason' }
  return answerApproval(await askOrBegin(dependencies, caller, request))
}

/** Approves the deletion of a rehearsal's data, or records its counts. The command itself deletes. */
async function beginWipe(
  dependencies: Dependencies,
  caller: Caller,
  { reason, wiped: counts }: Request<'wipe'>,
): Promise<Answer> {
  const { election, operations } = dependencies
  if (election.mode !== 'rehearsal') return { refused: 'invalid' }
  const target = stackNamesOf(election).main
  const imports = (await operations.all()).filter(({ kind }) => kind === 'import')
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: 'wipe', target, subject: target, reason },
    ...{ action: ['wipe'], sameNetwork: 'allowed' },
    // An approval lapses if another import begins.
    state: imports.map(({ operationId }) => operationId).sort(),
  }
  if (counts) return endApproved(dependencies, caller, request, counts)
  return answerApproval(await askOrBegin(dependencies, caller, request))
}

/** Runs here: write access to the hash would let the person who holds the notice make it valid again. */
async function returnNotice(
  { roll, clock }: Pick<Dependencies, 'roll' | 'clock'>,
  { voterId, printed, isReplaced, at: timestamp }: Request<'notice-returned'>,
): Promise<Answer> {
  const at = nearInstant(timestamp, clock())
  if (!at) return { refused: 'invalid' }
  const outcome = isReplaced
    ? roll.returnReplacedNotice({ voterId, formerIdentifierHash: printed }, at)
    : roll.returnNotice({ voterId, identifierHash: printed }, at)
  return { values: [await outcome] }
}

/** @returns null if there is no such version */
async function originHeader(
  { originHeader, interventions, clock }: Dependencies,
  { by }: Caller,
  { send }: Request<'origin-header'>,
): Promise<SentVersion | null> {
  if (send !== undefined) {
    const subject = 'originToken send'
    const interventionId = `origin-header/${send}`
    await interventions.record({ interventionId, kind: 'keys', at: clock(), by, subject })
    if (!(await originHeader.begin(send))) return null
  }
  return originHeader.find()
}

/** Runs here: the team must not be able to write interventions, or it could replace a seal. */
async function recordSeal(
  { interventions, election, clock }: Dependencies,
  { by }: Caller,
  { sealId, at: timestamp, digests, counts, reason }: Request<'seal'>,
): Promise<Answer> {
  const at = nearInstant(timestamp, clock())
  if (!at) return { refused: 'invalid' }
  const interventionId = `seal/${sealId}`
  const all = await interventions.all()
  const isFirst = !lastSeal(all.filter((other) => other.interventionId !== interventionId))
  if (!isFirst && reason === undefined) return { refused: 'no-reason' }
  const subject = stackNamesOf(election).main
  await interventions.record({
    ...{ interventionId, kind: 'seal', at, by, subject, digests, counts },
    ...(reason !== undefined && { reason }),
  })
  return { values: [true] }
}

/** Allowed difference between a command's timestamp and this function's clock. */
const maxClockDifferenceMilliseconds = 600_000

function nearInstant(timestamp: string, now: Date): Date | undefined {
  const at = new Date(timestamp)
  return Math.abs(at.getTime() - now.getTime()) <= maxClockDifferenceMilliseconds ? at : undefined
}
