import { expect } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import { type AttemptCounter, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { hashAnswer } from '../../shared/domain/account/captcha.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { SmsFailure } from '../../shared/domain/sms/sms-delivery.ts'
import { hashIdentity, type Voter } from '../../shared/domain/voter/voter.ts'
import { type BothClocks, keys, later, now } from '../builders/values.ts'
import { aForm, anAcceptedReissue, election, type SignedInVoter } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

/** By a day's cap, from `from` to `until`, in seconds. */
export const aHold = (from: number, until: number, expectedAt = until, heldOn = '2026-11-25') => ({
  ...{ heldOn, now: later(from), until: later(until), expectedAt: later(expectedAt) },
})

export const times = <Made>(count: number, make: (index: number) => Promise<Made>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

export const countOf = (answers: string[], expected: string) =>
  answers.filter((answer) => answer === expected).length

export const outcomeOf = ({ outcome }: { outcome: string }) => outcome

export const refused = (outcome: string, more = {}) => ({ outcome, ...more })

export function requestSteps(tables: Tables) {
  async function aClaim(
    voter: SignedInVoter,
    changes: { phone?: Phone; reissueId?: string } = {},
  ): Promise<ReissueClaim> {
    const { captcha } = await aForm(tables, voter)
    return {
      session: voter.session,
      identityHash: hashIdentity(keys, voter.voterId, voter),
      captcha: { captchaId: captcha.id, codeHash: hashAnswer(keys, captcha.id, captcha.code) },
      identityAttempts: limitedCounter(keys, identityLimit, [voter.voterId], now),
      limits: election.limits,
      bothLostHours: 24,
      reissue: anAcceptedReissue(voter, changes),
      now,
    }
  }

  const admit = (claim: ReissueClaim) => tables.reissueRequests.admit(claim)
  const accept = (claim: ReissueClaim) => tables.reissueRequests.accept(claim)

  async function admitted(voter: SignedInVoter, changes = {}): Promise<ReissueClaim> {
    const claim = await aClaim(voter, changes)
    expect(await admit(claim)).toEqual({ outcome: 'admitted' })
    return claim
  }

  async function accepted(voter: SignedInVoter, changes = {}): Promise<Reissue> {
    const claim = await admitted(voter, changes)
    expect(await accept(claim)).toEqual({ outcome: 'accepted' })
    return claim.reissue
  }

  async function started(voter: SignedInVoter, changes = {}): Promise<Reissue> {
    const start = await tables.sendings.start(await accepted(voter, changes), later(120))
    if (start.outcome !== 'started') throw new Error(start.outcome)
    return start.reissue
  }

  const complete = (reissue: Reissue, identifierHash = 'hash of the new identifier') =>
    tables.sendings.complete(reissue, {
      identifierHash,
      messageId: `sms-of-${reissue.reissueId}`,
      at: later(121),
    })

  const fail = (reissue: Reissue) => tables.sendings.fail(reissue, 'invalid-number', later(121))

  const unreached = (reissue: Reissue, failure: SmsFailure, at: BothClocks, now = at) =>
    tables.smsReceipts.recordFailure(reissue, { failure, isUnsent: false, at, now })

  async function storedVoter({ voterId }: { voterId: string }): Promise<Voter> {
    const voter = await tables.voters.find(voterId)
    if (!voter) throw new Error('This voter is not enrolled')
    return voter
  }

  async function storedReissue({ reissueId }: { reissueId: string }): Promise<Reissue> {
    const reissue = await tables.reissues.find(reissueId)
    if (!reissue) throw new Error(`There is no reissue ${reissueId}`)
    return reissue
  }

  async function attemptsOf(counter: AttemptCounter): Promise<number> {
    for (let quota = 1; ; quota++) {
      const limit = { name: 'probe', windowSeconds: 900, quota }
      const { isAllowed } = await tables.attempts.charge({ ...counter, limit }, now)
      if (!isAllowed) continue
      await tables.attempts.refund(counter)
      return quota - 1
    }
  }

  return {
    aClaim,
    admit,
    accept,
    admitted,
    accepted,
    started,
    complete,
    fail,
    unreached,
    storedVoter,
    storedReissue,
    attemptsOf,
  }
}

export type RequestSteps = ReturnType<typeof requestSteps>
