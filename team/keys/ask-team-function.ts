import type { Refusal, TeamAnswer, TeamRequest } from '../../shared/contract/team-requests.ts'
import type {
  KeyRings,
  OriginHeader,
  RingIds,
  SentToken,
} from '../../shared/domain/account/key-rotation.ts'
import type { Enrolment } from '../../shared/domain/roll/enrolment.ts'
import type { KeyedIdentity, KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { ReturnedNotices } from '../../shared/domain/roll/roll.ts'
import { CommandError } from '../command-error.ts'
import { SecondPersonAwaitedError } from './second-person.ts'
import type { AskTeamFunction } from './team-function.ts'
import { teamFunctionTexts } from './team-function-texts.ts'

export class RefusalError extends CommandError {
  override name = 'RefusalError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(teamFunctionTexts.refusals[refusal])
    this.refusal = refusal
  }
}

export function remoteKeyedValues(ask: AskTeamFunction): KeyedValues {
  return {
    voterIds: (emails) => requestValues(ask, { compute: 'voter-ids', emails: [...emails] }, emails),
    enrolments: (entries) => {
      const identities = entries.map(({ email, numen, birthDate }) => ({ email, numen, birthDate }))
      return requestValues<Enrolment>(ask, { compute: 'enrolments', entries: identities }, entries)
    },
    identities: (identities) => {
      const request = { compute: 'identities' as const, identities: [...identities] }
      return requestValues<KeyedIdentity>(ask, request, identities)
    },
    sealedPhones: (phones) =>
      requestValues(ask, { compute: 'sealed-phones', phones: [...phones] }, phones),
    identifierHashes: (notices) => {
      const items = notices.map(({ voterId, noticeNumber }) => ({
        voterId,
        ...(noticeNumber !== undefined && { noticeNumber }),
      }))
      return requestValues(ask, { compute: 'identifier-hashes', notices: items }, notices)
    },
  }
}

export function remoteKeyRings(ask: AskTeamFunction): KeyRings {
  return {
    find: async (name) => requestValue<RingIds>(ask, { compute: 'key-ring', ring: name }),
    async change(name, { current, next, previous }, { change, usedIds = [] }) {
      const request = { compute: 'key-ring-change', ring: name, change } as const
      const expectedVersions = { current, next, previous }
      const answer = await ask({ ...request, expectedVersions, usedIds: [...usedIds] })
      if ('values' in answer) return answer.values[0] === true
      if ('status' in answer) return Boolean(requireApproval(answer))
      if (answer.refused === 'changed-meanwhile') return false
      throw new RefusalError(answer.refused)
    },
  }
}

export function remoteReturnedNotices(ask: AskTeamFunction): ReturnedNotices {
  return {
    returnNotice: (notice, at) =>
      requestValue(ask, { compute: 'notice-returned', ...notice, at: at.toISOString() }),
  }
}

export function remoteOriginHeader(ask: AskTeamFunction): OriginHeader {
  const askAboutHeader = (sentVersion?: string) =>
    requestValue<SentToken | null>(ask, {
      compute: 'origin-header',
      ...(sentVersion && { send: sentVersion }),
    })
  return {
    find: async () => (await askAboutHeader()) ?? { isEverywhere: false },
    send: async (version) => Boolean(await askAboutHeader(version)),
  }
}

export async function requestValue<Value>(
  ask: AskTeamFunction,
  request: TeamRequest,
): Promise<Value> {
  const [value] = await requestValues<Value>(ask, request, [request])
  return value as Value
}

export async function requestValues<Value>(
  ask: AskTeamFunction,
  request: TeamRequest,
  items: readonly unknown[],
): Promise<Value[]> {
  if (items.length === 0) return []
  const answer = await sendRequest(ask, request)
  // If a value were missing, later items would get the wrong values.
  if (!('values' in answer) || answer.values.length !== items.length) {
    throw new Error(`The answer to ${request.compute} is malformed`)
  }
  return answer.values as Value[]
}

export async function requestApproval(ask: AskTeamFunction, request: TeamRequest) {
  const answer = await sendRequest(ask, request)
  if (!('status' in answer)) throw new Error(`The answer to ${request.compute} is malformed`)
  return answer
}

type ApprovalAnswer = Awaited<ReturnType<typeof requestApproval>>

export function requireApproval({ status, ...approval }: ApprovalAnswer, needsOtherNetwork = true) {
  if (status !== 'approved') throw new SecondPersonAwaitedError(status, needsOtherNetwork)
  return approval
}

export async function sendRequest(ask: AskTeamFunction, request: TeamRequest) {
  const answer: TeamAnswer = await ask(request)
  if ('refused' in answer) throw new RefusalError(answer.refused)
  return answer
}
