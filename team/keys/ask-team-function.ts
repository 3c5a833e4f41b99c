import type {
  Computation,
  Refusal,
  TeamAnswer,
  TeamRequest,
} from '../../shared/contract/team-requests.ts'
import type {
  KeyRings,
  OriginHeader,
  RingIds,
  SentToken,
} from '../../shared/domain/account/key-rotation.ts'
import type { Seal } from '../../shared/domain/ledger/seal.ts'
import type { Enrolment } from '../../shared/domain/roll/enrolment.ts'
import type { KeyedIdentity, KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { ReturnedNotices } from '../../shared/domain/roll/roll.ts'
import { CommandError } from '../command-error.ts'
import { SecondPersonAwaitedError } from './second-person.ts'
import type { AskTeamFunction } from './team-function.ts'
import { teamFunctionTexts } from './team-function-texts.ts'

export class KeysRefusedError extends CommandError {
  override name = 'KeysRefusedError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(teamFunctionTexts.refusals[refusal])
    this.refusal = refusal
  }
}

export function remoteKeyedValues(ask: AskTeamFunction): KeyedValues {
  return {
    voterIds: (emails) => valuesOf(ask, { compute: 'voter-ids', emails: [...emails] }, emails),
    enrolments: (entries) => {
      const identities = entries.map(({ email, numen, birthDate }) => ({ email, numen, birthDate }))
      return valuesOf<Enrolment>(ask, { compute: 'enrolments', entries: identities }, entries)
    },
    identities: (identities) => {
      const request = { compute: 'identities' as const, identities: [...identities] }
      return valuesOf<KeyedIdentity>(ask, request, identities)
    },
    sealedPhones: (phones) =>
      valuesOf(ask, { compute: 'sealed-phones', phones: [...phones] }, phones),
    identifierHashes: (notices) => {
      const items = notices.map(({ voterId, noticeNumber }) => ({
        voterId,
        ...(noticeNumber !== undefined && { noticeNumber }),
      }))
      return valuesOf(ask, { compute: 'identifier-hashes', notices: items }, notices)
    },
  }
}

/** Checks the caller's permission for these computations. Throws KeysRefusedError. */
export async function checkPermission(
  ask: AskTeamFunction,
  computations: readonly Computation[],
): Promise<void> {
  for (const of of computations) {
    await sendRequest(ask, { compute: 'permission', of })
  }
}

export function remoteKeyRings(ask: AskTeamFunction): KeyRings {
  return {
    find: async (name) => onlyValueOf<RingIds>(ask, { compute: 'key-ring', ring: name }),
    async change(name, { current, next, previous }, { change, inUse = [] }) {
      const found = { current, next, previous }
      const request = { compute: 'key-ring-change', ring: name, found, change } as const
      const answer = await ask({ ...request, inUse: [...inUse] })
      if ('values' in answer) return answer.values[0] === true
      if ('status' in answer) return Boolean(requireApproval(answer))
      if (answer.refused === 'changed-meanwhile') return false
      throw new KeysRefusedError(answer.refused)
    },
  }
}

export function remoteReturnedNotices(ask: AskTeamFunction): ReturnedNotices {
  return {
    returnNotice: (notice, at) =>
      onlyValueOf(ask, { compute: 'notice-returned', ...notice, at: at.toISOString() }),
  }
}

export function remoteOriginHeader(ask: AskTeamFunction): OriginHeader {
  const exchange = (send?: string) =>
    onlyValueOf<SentToken | null>(ask, { compute: 'origin-header', ...(send && { send }) })
  return {
    find: async () => (await exchange()) ?? { isEverywhere: false },
    send: async (version) => Boolean(await exchange(version)),
  }
}

export async function recordSeal(ask: AskTeamFunction, seal: Seal): Promise<void> {
  const { interventionId: sealId, at, digests, counts = {}, reason } = seal
  await onlyValueOf(ask, {
    ...{ compute: 'seal', sealId, at: at.toISOString(), digests, counts },
    ...(reason !== undefined && { reason }),
  })
}

export async function onlyValueOf<Value>(
  ask: AskTeamFunction,
  request: TeamRequest,
): Promise<Value> {
  const [value] = await valuesOf<Value>(ask, request, [request])
  return value as Value
}

export async function valuesOf<Value>(
  ask: AskTeamFunction,
  request: TeamRequest,
  items: readonly unknown[],
): Promise<Value[]> {
  if (items.length === 0) return []
  const answer = await sendRequest(ask, request)
  // After a missing value, each item would get the value of another.
  if (!('values' in answer) || answer.values.length !== items.length) {
    throw new Error(`The answer to ${request.compute} is malformed`)
  }
  return answer.values as Value[]
}

/** Asks for a change that two people must approve. Throws KeysRefusedError. */
export async function askApproval(ask: AskTeamFunction, request: TeamRequest) {
  const answer = await sendRequest(ask, request)
  if (!('status' in answer)) throw new Error(`The answer to ${request.compute} is malformed`)
  return answer
}

type ApprovalAnswer = Awaited<ReturnType<typeof askApproval>>

/** Throws SecondPersonAwaitedError until two people have requested the same change. */
export function requireApproval({ status, ...approval }: ApprovalAnswer, isApart = true) {
  if (status !== 'approved') throw new SecondPersonAwaitedError(status, isApart)
  return approval
}

export async function sendRequest(ask: AskTeamFunction, request: TeamRequest) {
  const answer: TeamAnswer = await ask(request)
  if ('refused' in answer) throw new KeysRefusedError(answer.refused)
  return answer
}
