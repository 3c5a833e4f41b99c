import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import {
  type TeamRequest,
  type TeamRequestOf,
  teamRules,
} from '../../shared/contract/team-requests.ts'
import { unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import type { SentToken } from '../../shared/domain/account/key-rotation.ts'
import {
  type ApprovalRequest,
  approvalKeyOf,
  closingRequest,
  isPendingApproval,
} from '../../shared/domain/approval.ts'
import { lastSeal } from '../../shared/domain/ledger/seal.ts'
import { resumeOrRequest } from '../../shared/domain/request-approval.ts'
import { keyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Notice } from '../../shared/domain/roll/notice.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { type Answer, answerOf, recordActionEnd, type TeamOutcome } from './answer-approval.ts'
import { changeCalendar } from './change-calendar.ts'
import { changeSms } from './change-sms.ts'
import { correctVoter } from './correct-voter.ts'
import { approveNotices, deriveNoticeIdentifiers, requestNotices } from './notice-identifiers.ts'
import type { Caller } from './read-caller.ts'
import { restoreTable } from './restore-table.ts'
import type { TeamPorts } from './team-ports.ts'

export async function answerTeamRequest(
  ports: TeamPorts,
  caller: Caller,
  request: TeamRequest,
): Promise<Answer> {
  return answerOf(await outcomeOf(ports, caller, request))
}

async function outcomeOf(
  ports: TeamPorts,
  caller: Caller,
  request: TeamRequest,
): Promise<TeamOutcome> {
  const refusal = await refusalOf(ports, caller, request.compute)
  if (refusal) return { refused: refusal }
  const reason = 'reason' in request ? request.reason : undefined
  if (reason !== undefined && !isReason(reason)) return { refused: 'no-reason' }
  const { keys } = ports
  const values = keyedValues(keys)
  switch (request.compute) {
    case 'permission': {
      const refusal = await refusalOf(ports, caller, request.of)
      return refusal ? { refused: refusal } : { values: [] }
    }
    case 'voter-ids':
      return { values: await values.voterIds(request.emails) }
    case 'enrolments':
      return { values: await values.enrolments(request.entries) }
    case 'identities':
      return { values: await values.identities(request.identities) }
    case 'sealed-phones':
      return {
        values: await values.sealedPhones(request.phones as { voterId: string; phone: Phone }[]),
      }
    case 'identifier-hashes':
      return { values: await values.identifierHashes(request.notices as Notice[]) }
    case 'spoken-code':
      return { values: [unsealCode(keys, request.sealed, ports.clock())] }
    case 'key-ring':
      return { values: [await ports.rings.find(request.ring)] }
    case 'key-ring-change':
      return changeKeyRing(ports, caller, request)
    case 'notice-returned':
      return returnNotice(ports, request)
    case 'origin-header':
      return { values: [await findOrSendOriginToken(ports, caller, request)] }
    case 'seal':
      return recordSeal(ports, caller, request)
    case 'repair':
      return correctVoter(ports, caller, request)
    case 'calendar-change': {
      const { change, minutes = 0 } = request
      if (change === 'extend' ? minutes === 0 : minutes > 0) return { refused: 'invalid' }
      return changeCalendar(ports, caller, { ...request, minutes })
    }
    case 'sms-change':
      return changeSms(ports, caller, request.asked, await isSealed(ports))
    case 'closing':
      return beginClosing(ports, caller, request.reason)
    case 'wipe':
      return beginWipe(ports, caller, request)
    case 'restoration':
      return restoreTable(ports, caller, request)
    case 'notices-request':
      return requestNotices(ports, caller, request)
    case 'notices-approval':
      return approveNotices(ports, caller, request.approvalId)
    case 'notices':
      return deriveNoticeIdentifiers(ports, caller, request)
  }
}

async function refusalOf(
  ports: TeamPorts,
  { role }: Caller,
  compute: TeamRequest['compute'],
): Promise<'not-your-role' | 'roll-sealed' | undefined> {
  const { callers, refusedAfterSeal } = teamRules[compute]
  if (callers !== 'anyone' && !callers.includes(role ?? 'administrator')) return 'not-your-role'
  return refusedAfterSeal && (await isSealed(ports)) ? 'roll-sealed' : undefined
}

async function isSealed({ rollSeal, election, clock }: TeamPorts): Promise<boolean> {
  return clock() >= rollSealedAt(election) || (await rollSeal.find()) !== undefined
}

/** Once the roll is sealed, retiring a key needs two people: retiring an identifier key can invalidate identifiers. */
async function changeKeyRing(
  ports: TeamPorts,
  caller: Caller,
  { ring, expectedVersions, change, usedIds }: TeamRequestOf<'key-ring-change'>,
): Promise<TeamOutcome> {
  const { rings, interventions, clock } = ports
  const { current, next, previous } = expectedVersions
  const interventionId = `keys/${ring}/${change}/${[current, next, previous].join()}`
  const subject = `${ring} ${change}`
  const applyChange = () => rings.change(ring, expectedVersions, { change, usedIds })
  if (change === 'retire' && (await isSealed(ports))) {
    const action = [interventionId, ...usedIds.toSorted()]
    const answer = await resumeOrRequest(ports, caller, {
      ...{ realm: 'team', kind: 'keys', target: ring, action, state: [], subject },
    })
    const isApproved = 'status' in answer && answer.status === 'approved'
    if (isApproved && !(await applyChange())) return { refused: 'changed-meanwhile' }
    return answer
  }
  if (!(await applyChange())) return { values: [false] }
  await interventions.record({ interventionId, kind: 'keys', at: clock(), by: caller.by, subject })
  return { values: [true] }
}

async function beginClosing(
  ports: TeamPorts,
  caller: Caller,
  reason: string | undefined,
): Promise<TeamOutcome> {
  const { election, approvals, clock } = ports
  const request = closingRequest(election.name, reason)
  const closings = await approvals.findAll(approvalKeyOf(request))
  if (reason === undefined && !closings.some((approval) => isPendingApproval(approval, clock())))
    return { refused: 'no-reason' }
  return resumeOrRequest(ports, caller, request)
}

async function beginWipe(
  ports: TeamPorts,
  caller: Caller,
  { reason, wiped: counts }: TeamRequestOf<'wipe'>,
): Promise<TeamOutcome> {
  const { election, operations } = ports
  if (election.mode !== 'rehearsal') return { refused: 'invalid' }
  const target = stackNamesOf(election).main
  const imports = (await operations.list()).filter(({ kind }) => kind === 'import')
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: 'wipe', target, subject: target, reason },
    ...{ action: ['wipe'], sameNetwork: 'allowed' },
    state: imports.map(({ operationId }) => operationId).sort(),
  }
  return counts
    ? recordActionEnd(ports, caller, request, counts)
    : resumeOrRequest(ports, caller, request)
}

/** Runs here, not in the command: a right to write the hash could make a returned notice valid again. */
async function returnNotice(
  { roll, clock }: Pick<TeamPorts, 'roll' | 'clock'>,
  { compute: _, at: timestamp, ...notice }: TeamRequestOf<'notice-returned'>,
): Promise<TeamOutcome> {
  const at = parseRecentInstant(timestamp, clock())
  if (!at) return { refused: 'invalid' }
  return { values: [await roll.returnNotice(notice, at)] }
}

async function findOrSendOriginToken(
  { originHeader, interventions, clock }: TeamPorts,
  { by }: Caller,
  { send }: TeamRequestOf<'origin-header'>,
): Promise<SentToken | null> {
  if (send !== undefined) {
    const subject = 'originToken send'
    const interventionId = `origin-header/${send}`
    await interventions.record({ interventionId, kind: 'keys', at: clock(), by, subject })
    if (!(await originHeader.send(send))) return null
  }
  return originHeader.find()
}

/** Runs here, not in the command: a right to write interventions would allow replacing a seal. */
async function recordSeal(
  { interventions, election, clock }: TeamPorts,
  { by }: Caller,
  { sealId, at: timestamp, digests, counts, reason }: TeamRequestOf<'seal'>,
): Promise<TeamOutcome> {
  const at = parseRecentInstant(timestamp, clock())
  if (!at) return { refused: 'invalid' }
  const interventionId = `seal/${sealId}`
  const allInterventions = await interventions.list()
  const isFirstSeal = !lastSeal(
    allInterventions.filter((other) => other.interventionId !== interventionId),
  )
  if (!isFirstSeal && reason === undefined) return { refused: 'no-reason' }
  const subject = stackNamesOf(election).main
  await interventions.record({
    ...{ interventionId, kind: 'seal', at, by, subject, digests, counts },
    ...(reason !== undefined && { reason }),
  })
  return { values: [true] }
}

const maxClockDifferenceMilliseconds = 600_000

function parseRecentInstant(timestamp: string, now: Date): Date | undefined {
  const at = new Date(timestamp)
  return Math.abs(at.getTime() - now.getTime()) <= maxClockDifferenceMilliseconds ? at : undefined
}
