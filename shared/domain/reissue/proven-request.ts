import { isDeepStrictEqual } from 'node:util'
import type { Voter } from '../voter/voter.ts'
import { usesReissue } from './proven-uses.ts'
import {
  isTransition,
  isUnderWay,
  isWithdrawn,
  type Reissue,
  type ReissueState,
} from './reissue.ts'
import { handedOverAt } from './valid-identifier.ts'

const immutableFields = ['voterId', 'phoneHash', 'requestedAt', 'maskedPhone', 'territory'] as const

export function isConsistent(before: Reissue, current: Reissue, voter: Voter | undefined): boolean {
  const { history, state, reissueId, sealedPhone } = current
  const earlierHistory = history.slice(0, before.history.length)
  const steps = history.map((step) => step.state)
  return (
    isDeepStrictEqual(earlierHistory, before.history) &&
    steps.every((to, index) => index === 0 || mayFollow(to, steps[index - 1] as ReissueState)) &&
    steps.at(-1) === state &&
    immutableFields.every((name) => isDeepStrictEqual(before[name], current[name])) &&
    sealedPhone === (isUnderWay(state) ? before.sealedPhone : undefined) &&
    (!voter || isUnderWay(state) === (voter.pendingReissueId === reissueId))
  )
}

function mayFollow(to: ReissueState, from: ReissueState): boolean {
  // An earlier version allowed these transitions.
  const isFormerTransition = from === 'sending' && (to === 'held' || to === 'cancelled')
  return isFormerTransition || isTransition(from, to)
}

const statesUntilSent = {
  accepted: ['sending', 'sent'],
  held: ['sending', 'sent'],
  sending: ['sent'],
  sent: [],
} as const

interface RequestEnd {
  states: readonly ReissueState[]
  fields?: Pick<Reissue, 'failure' | 'restored' | 'withdrawn'>
}

export function inferEnd(
  reissue: Reissue,
  voter: Voter | undefined,
  otherReissues: readonly Reissue[],
): RequestEnd | undefined {
  const { reissueId, state } = reissue
  if (!voter || (!isUnderWay(state) && state !== 'sent')) return undefined
  if (voter.pendingReissueId === reissueId) return undefined
  const fields = { failure: 'unknown' } as const
  const { identifierReissueId, formerIdentifierReissueId, noticeRenewedAt } = voter
  const isIdentifierSource = [identifierReissueId, formerIdentifierReissueId].includes(reissueId)
  const isCounted = voter.reissueCount > otherReissues.filter((other) => usesReissue(other)).length
  const isReplacementPossible = identifierReissueId && formerIdentifierReissueId && !noticeRenewedAt
  if (isIdentifierSource || state === 'sent' || (isReplacementPossible && isCounted)) {
    if (!isIdentifierSource && isLastSource(reissue, voter, otherReissues))
      return { states: ['failed'], fields: { ...fields, restored: true } }
    const states = [...statesUntilSent[state], ...(isCounted ? [] : ['failed' as const])]
    return states.length > 0 ? { states, ...(!isCounted && { fields }) } : undefined
  }
  const isStopped = voter.passwordChangeRequired && !otherReissues.some(isDisowned)
  const { disownedAt } = reissue
  if (state !== 'sending' && (isStopped || disownedAt))
    return { states: ['cancelled'], ...(disownedAt && { fields: { withdrawn: true } }) }
  return { states: state === 'sending' ? ['failed'] : ['sending', 'failed'], fields }
}

const isDisowned = (reissue: Reissue) => reissue.state === 'cancelled' && !isWithdrawn(reissue)

function isLastSource(
  reissue: Reissue,
  { identifierReissueId, noticeRenewedAt }: Voter,
  otherReissues: readonly Reissue[],
): boolean {
  const sentAt = handedOverAt(reissue)
  const source = otherReissues.find((other) => other.reissueId === identifierReissueId)
  if (identifierReissueId && !source) return false
  const sourceSentAt = source ? handedOverAt(source) : noticeRenewedAt
  return sentAt !== undefined && (!sourceSentAt || sourceSentAt <= sentAt)
}

export function applyEnd(
  reissue: Reissue,
  { states, fields }: RequestEnd,
  at: ElectionInstant,
): Reissue {
  const { sealedPhone, smsDueAt, mailDueAt, heldOn, ...rest } = reissue
  const history = [...reissue.history, ...states.map((state) => ({ state, at }))]
  return { ...rest, ...fields, state: states.at(-1) ?? rest.state, history }
}
