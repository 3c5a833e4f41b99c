import { isDeepStrictEqual } from 'node:util'
import type { Voter } from '../voter/voter.ts'
import { countsAt } from './proven-uses.ts'
import { isTransition, isUnderWay, type Reissue, type ReissueState } from './reissue.ts'
import { handedOverAt } from './valid-identifier.ts'

const fixed = ['voterId', 'phoneHash', 'requestedAt', 'maskedPhone', 'territory'] as const

/** True if a request went on from its copy as requests do, and its voter's item agrees. */
export function isSound(before: Reissue, now: Reissue, voter: Voter | undefined): boolean {
  const { history, state, reissueId, sealedPhone } = now
  const followed = history.slice(0, before.history.length)
  const steps = history.map((step) => step.state)
  return (
    isDeepStrictEqual(followed, before.history) &&
    steps.every((to, index) => index === 0 || isTransition(steps[index - 1] as ReissueState, to)) &&
    steps.at(-1) === state &&
    fixed.every((name) => isDeepStrictEqual(before[name], now[name])) &&
    sealedPhone === (isUnderWay(state) ? before.sealedPhone : undefined) &&
    (!voter || isUnderWay(state) === (voter.pendingReissueId === reissueId))
  )
}

const untilSent = {
  accepted: ['sending', 'sent'],
  held: ['sending', 'sent'],
  sending: ['sent'],
  sent: [],
} as const

interface End {
  /** The states that its copy lacks. */
  states: readonly ReissueState[]
  marks?: Pick<Reissue, 'failure' | 'restored'>
}

/**
 * Returns how a request ended that its copy shows before its end, as its voter's item proves; undefined if it may go on.
 * @param others the voter's other requests
 */
export function provenEnd(
  reissue: Reissue,
  voter: Voter | undefined,
  others: readonly Reissue[],
): End | undefined {
  const { reissueId, state } = reissue
  if (!voter || (!isUnderWay(state) && state !== 'sent')) return undefined
  if (voter.pendingReissueId === reissueId) return undefined
  const marks = { failure: 'unknown' } as const
  const carries = [voter.identifierReissueId, voter.formerIdentifierReissueId].includes(reissueId)
  if (carries || state === 'sent') {
    if (!carries && isLastCarrier(reissue, voter, others))
      return { states: ['failed'], marks: { ...marks, restored: true } }
    const isFailed = voter.reissueCount <= others.filter((one) => countsAt(one)).length
    const states = [...untilSent[state], ...(isFailed ? ['failed' as const] : [])]
    return states.length > 0 ? { states, ...(isFailed && { marks }) } : undefined
  }
  if (state !== 'sending' && voter.passwordChangeRequired) return { states: ['cancelled'] }
  // Perhaps its voter took it back: it does not count either.
  return { states: state === 'sending' ? ['failed'] : ['sending', 'failed'], marks }
}

/** True if no later SMS or notice replaced its identifier: only its failure did. */
function isLastCarrier(
  reissue: Reissue,
  { identifierReissueId, noticeRenewedAt }: Voter,
  others: readonly Reissue[],
): boolean {
  const sentAt = handedOverAt(reissue)
  const carrier = others.find((one) => one.reissueId === identifierReissueId)
  if (identifierReissueId && !carrier) return false
  const carriedAt = carrier ? handedOverAt(carrier) : noticeRenewedAt
  return sentAt !== undefined && (!carriedAt || carriedAt <= sentAt)
}

/** A request that ended: its SMS leaves no more, and its end is told no more. */
export function endedAs(reissue: Reissue, { states, marks }: End, at: ElectionInstant): Reissue {
  const { sealedPhone, smsDueAt, mailDueAt, heldOn, ...kept } = reissue
  const history = [...reissue.history, ...states.map((state) => ({ state, at }))]
  return { ...kept, ...marks, state: states.at(-1) ?? kept.state, history }
}
