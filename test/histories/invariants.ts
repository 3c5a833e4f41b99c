import { isDeepStrictEqual } from 'node:util'
import type { Election } from '../../shared/domain/election/election.ts'
import {
  isTransition,
  isUnderWay,
  isWithdrawn,
  type Reissue,
} from '../../shared/domain/reissue/reissue.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { SignedInVoter } from '../builders/voters.ts'

export type PhoneUses = (phoneHash: string) => Promise<{
  reissueCount: number
  smsCount: number
  knownTo?: string | undefined
}>

export interface Observed {
  voters: readonly Pick<SignedInVoter, 'voterId'>[]
  items: readonly Voter[]
  reissues: readonly Reissue[]
  texts: readonly { reissueId: string }[]
  known: ReadonlyMap<string, { cancelled: boolean }>
  unsure: ReadonlySet<string>
  phoneHashes: readonly string[]
  phoneUses: PhoneUses
  /** When the helpdesk last freed a phone, by its hash: earlier requests no longer count for it. */
  freedAt: ReadonlyMap<string, Date>
  granted: ReadonlyMap<string, number>
  signedOut: ReadonlyMap<string, number>
  /** Voters of whom the link of a replaced phone was used. */
  undone?: ReadonlySet<string>
  election: Pick<Election, 'limits'>
  printed: ReadonlyMap<string, { notices: number; before: ReadonlySet<string> }>
  hashOf(position: number, source: string): string
}

export async function checkInvariants(observed: Observed): Promise<void> {
  const { voters, items, reissues, texts, known, unsure, phoneHashes, phoneUses } = observed
  const { hashOf, election, freedAt, granted, signedOut, undone, printed } = observed
  const counting = reissues.filter(({ state }) => state !== 'failed' && state !== 'cancelled')
  // A cancelled request sent no SMS; each other may have.
  const withSms = reissues.filter(({ state }) => state !== 'cancelled')
  const sent = withSms.filter(({ reissueId }) => texts.some((text) => text.reissueId === reissueId))
  items.forEach((item, position) => {
    const { voterId } = voters[position] as { voterId: string }
    const own = counting.filter((reissue) => reissue.voterId === voterId)
    const { notices = 0, before } = printed.get(voterId) ?? {}
    must(item.reissueCount === own.length + notices, 'what a voter has consumed is what counts')
    const { reissuesPerVoter, noticesBeyondRequests } = election.limits
    must(own.length <= reissuesPerVoter, 'no more requests count than a voter has')
    must(
      item.reissueCount <= reissuesPerVoter + noticesBeyondRequests,
      'with the printed notices, at most as many more as the election allows',
    )
    const more = granted.get(voterId) ?? 0
    const ofVoter = reissues.filter((reissue) => reissue.voterId === voterId)
    const cancelled = ofVoter.filter((one) => one.state === 'cancelled' && !isWithdrawn(one)).length
    must(
      (item.smsCount ?? 0) === ofVoter.length - cancelled - more,
      "a voter's SMS are counted, of those that failed or were withdrawn too",
    )
    must(
      item.sessionEpoch === cancelled + (signedOut.get(voterId) ?? 0) &&
        (item.passwordChangeRequired === true) === (cancelled > 0 || undone?.has(voterId) === true),
      'a cancellation ends the sessions and asks for a new password, a withdrawal does neither',
    )
    const ownSent = sent.filter((reissue) => reissue.voterId === voterId).length
    must(
      ownSent <= election.limits.smsPerVoter + more,
      'no voter is sent more identifiers than the ceiling',
    )
    const pending = own.filter(({ state }) => isUnderWay(state)).map((one) => one.reissueId)
    must(
      isDeepStrictEqual(pending, item.pendingReissueId ? [item.pendingReissueId] : []),
      'one request at most is under way, and the voter knows which',
    )
    // The last identifier that SNS did not reject, otherwise that of the last notice.
    const handedOver = reissues
      .filter((one) => one.voterId === voterId && sentAt(one) > 0 && !one.restored)
      .filter((one) => !before?.has(one.reissueId))
      .sort((one, other) => sentAt(one) - sentAt(other))
    const last = handedOver.at(-1)?.reissueId
    must(
      item.identifierHash ===
        hashOf(position, last ?? (notices ? `notice-${notices + 1}` : 'notice')),
      'exactly one identifier is valid: the last one that was handed over, or printed',
    )
    must(!last || texts.some((text) => text.reissueId === last), 'it was handed over indeed')
  })
  for (const hash of phoneHashes) {
    const since = freedAt.get(hash) ?? new Date(0)
    const served = counting.filter(
      ({ phoneHash, requestedAt }) => phoneHash === hash && requestedAt >= since,
    )
    must(new Set(served.map(({ voterId }) => voterId)).size <= 1, 'a phone serves one voter')
    must(served.length <= 3, 'a phone serves three times at most')
    const uses = await phoneUses(hash)
    must(uses.reissueCount === served.length, 'what a phone has served is what counts')
    const smsTo = withSms.filter(({ phoneHash }) => phoneHash === hash).length
    must(uses.smsCount === smsTo, "a phone's SMS are counted, whoever asked")
    const sentTo = sent.filter(({ phoneHash }) => phoneHash === hash).length
    must(
      sentTo <= election.limits.smsPerPhone,
      'no phone is sent more identifiers than the ceiling',
    )
  }
  for (const { reissueId, state, history, sealedPhone, takenOver } of reissues) {
    must(
      !takenOver || unsure.has(reissueId),
      'a second SMS may have left only where a sender died or SNS did not answer',
    )
    history.forEach((step, position) => {
      const before = history[position - 1]
      must(!before || isTransition(before.state, step.state), 'states move forward only')
      must(!before || before.at <= step.at, 'no step is dated before the one that it follows')
    })
    must(history.at(-1)?.state === state, 'the history ends with the state')
    must(isUnderWay(state) === (sealedPhone !== undefined), 'a number is kept while it serves')
    must(!known.get(reissueId)?.cancelled || state === 'cancelled', 'a cancellation stands')
    const left = texts.some((text) => text.reissueId === reissueId)
    must(state !== 'cancelled' || !left, 'no SMS left of what was cancelled or withdrawn')
  }
}

function sentAt({ history }: Reissue): number {
  return history.find(({ state }) => state === 'sent')?.at.getTime() ?? 0
}

class Violation extends Error {}

export function must(holds: boolean, promise: string): void {
  if (!holds) throw new Violation(`It does not hold that ${promise}`)
}

/** Returns false for a failure from outside, so that the message comes back. @throws Violation unchanged */
export function unlessViolated(failure: unknown): false {
  if (failure instanceof Violation) throw failure
  return false
}
