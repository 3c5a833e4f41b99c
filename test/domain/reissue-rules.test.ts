import { describe, expect, it } from 'vitest'
import { attemptCounter } from '../../shared/domain/attempts.ts'
import type { Captcha } from '../../shared/domain/captcha.ts'
import { identityLimit } from '../../shared/domain/limits.ts'
import {
  attemptsAreLeft,
  captchaIsAnswered,
  captchaIsFresh,
  type FailedChecks,
  identityMatches,
  type PhoneUse,
  phoneIsFree,
  type Refusal,
  type ReissueClaim,
  refusalOf,
  sessionHolds,
  voterMayAsk,
} from '../../shared/domain/reissue-rules.ts'
import type { BoothSession, SpaceSession } from '../../shared/domain/session.ts'
import { aReissue, aVoter, keys, now, otherVoterId, voterId } from '../builders/values.ts'

const later = new Date(now.getTime() + 1)

const claim: ReissueClaim = {
  session: { voterId, epoch: 0, tokenHash: 'hash of the token' },
  identityHash: aVoter().identityHash,
  captcha: { captchaId: 'captcha-1', codeHash: 'hash of the code' },
  identityAttempts: attemptCounter(keys, identityLimit, [voterId], now),
  limits: { reissuesPerVoter: 3, reissuesPerPhone: 2 },
  bothLostHours: 24,
  reissue: aReissue(),
  now,
}

const spaceSession: SpaceSession = {
  kind: 'space',
  voterId,
  tokenHash: 'hash of the token',
  expiresAt: later,
  endsAt: later,
}

const boothSession: BoothSession = {
  kind: 'booth',
  voterId,
  tokenHash: 'hash of the token',
  expiresAt: later,
  spaceTokenHash: 'hash of the token',
  identifierHash: 'hash of the identifier',
}

const captcha: Captcha = {
  captchaId: 'captcha-1',
  voterId,
  codeHash: 'hash of the code',
  expiresAt: later,
}

function usedPhone(changes: Partial<PhoneUse> = {}): PhoneUse {
  return { phoneHash: claim.reissue.phoneHash, voterId, reissueCount: 1, ...changes }
}

describe('a request is accepted from', () => {
  it("the voter's own session of the espace électeur, until it ends", () => {
    expect(sessionHolds(spaceSession, claim)).toBe(true)
    expect(sessionHolds({ ...spaceSession, expiresAt: now }, claim)).toBe(false)
    expect(sessionHolds({ ...spaceSession, voterId: otherVoterId }, claim)).toBe(false)
    expect(sessionHolds(undefined, claim)).toBe(false)
  })

  it('no session of the espace de vote', () => {
    expect(sessionHolds(boothSession, claim)).toBe(false)
  })

  it('a voter with no request under way and one left', () => {
    expect(voterMayAsk(aVoter(), claim)).toBe(true)
    expect(voterMayAsk(undefined, claim)).toBe(false)
    expect(voterMayAsk(aVoter({ pendingReissueId: 'reissue-0' }), claim)).toBe(false)
  })

  it('a voter whose NUMEN and birth date are those of the roll', () => {
    expect(identityMatches(aVoter(), claim)).toBe(true)
    expect(identityMatches(aVoter({ identityHash: 'of somebody else' }), claim)).toBe(false)
  })

  it('a voter three times and no more', () => {
    const allowed = [0, 1, 2, 3, 4].filter((reissueCount) =>
      voterMayAsk(aVoter({ reissueCount }), claim),
    )
    expect(allowed).toEqual([0, 1, 2])
  })

  it('a voter who has not used up the wrong tries of the day', () => {
    expect(attemptsAreLeft(undefined)).toBe(true)
    expect(attemptsAreLeft(identityLimit.maximum - 1)).toBe(true)
    expect(attemptsAreLeft(identityLimit.maximum)).toBe(false)
    expect(attemptsAreLeft(identityLimit.maximum + 1)).toBe(false)
  })

  it('a security code shown to this voter, for one request, before it expires', () => {
    expect(captchaIsFresh(captcha, claim)).toBe(true)
    expect(captchaIsFresh(undefined, claim)).toBe(false)
    expect(captchaIsFresh({ ...captcha, voterId: otherVoterId }, claim)).toBe(false)
    expect(captchaIsFresh({ ...captcha, reissueId: 'reissue-0' }, claim)).toBe(false)
    expect(captchaIsFresh({ ...captcha, expiresAt: now }, claim)).toBe(false)
  })

  it('the request that took the code, if it read it right', () => {
    const taken = { ...captcha, reissueId: claim.reissue.reissueId }
    expect(captchaIsAnswered(taken, claim)).toBe(true)
    expect(captchaIsAnswered({ ...taken, codeHash: 'of another code' }, claim)).toBe(false)
    expect(captchaIsAnswered({ ...taken, reissueId: 'reissue-0' }, claim)).toBe(false)
    expect(captchaIsAnswered(captcha, claim)).toBe(false)
    expect(captchaIsAnswered(undefined, claim)).toBe(false)
  })

  it('a phone that serves nobody yet, or whose only request was given back', () => {
    expect(phoneIsFree(undefined, claim)).toBe(true)
    expect(phoneIsFree(usedPhone({ reissueCount: 0, voterId: otherVoterId }), claim)).toBe(true)
  })

  it('a phone of the same voter while its own count lasts', () => {
    const allowed = [0, 1, 2, 3].filter((reissueCount) =>
      phoneIsFree(usedPhone({ reissueCount }), claim),
    )
    expect(allowed).toEqual([0, 1])
  })

  it('no phone that serves another voter', () => {
    expect(phoneIsFree(usedPhone({ voterId: otherVoterId }), claim)).toBe(false)
  })
})

describe('the one reason of a refusal', () => {
  const byPriority: { failed: FailedChecks; refusal: Refusal }[] = [
    { failed: { session: { found: undefined } }, refusal: { reason: 'unauthenticated' } },
    { failed: { voter: { found: undefined } }, refusal: { reason: 'unauthenticated' } },
    {
      failed: { voter: { found: aVoter({ pendingReissueId: 'reissue-0', reissueCount: 3 }) } },
      refusal: { reason: 'already-pending', pendingReissueId: 'reissue-0' },
    },
    {
      failed: { voter: { found: aVoter({ reissueCount: 3, identityHash: 'of somebody else' }) } },
      refusal: { reason: 'voter-limit' },
    },
    { failed: { attempts: { found: 20 } }, refusal: { reason: 'too-many-attempts' } },
    { failed: { captcha: { found: undefined } }, refusal: { reason: 'captcha-failed' } },
    {
      failed: { voter: { found: aVoter({ identityHash: 'of somebody else' }) } },
      refusal: { reason: 'identity-mismatch' },
    },
    {
      failed: { phone: { found: usedPhone({ voterId: otherVoterId }) } },
      refusal: { reason: 'phone-taken' },
    },
    {
      failed: { phone: { found: usedPhone({ reissueCount: 2 }) } },
      refusal: { reason: 'phone-limit' },
    },
  ]

  it.each(byPriority)('is $refusal.reason when nothing else failed', ({ failed, refusal }) => {
    expect(refusalOf(failed, claim)).toEqual(refusal)
  })

  it('is the first in the order of priority, whatever else failed with it', () => {
    let combinations = 0
    for (let subset = 1; subset < 1 << byPriority.length; subset++) {
      const chosen = byPriority.filter((_, index) => subset & (1 << index))
      const checks = chosen.flatMap(({ failed }) => Object.keys(failed))
      // One request finds one voter and one phone.
      if (new Set(checks).size < checks.length) continue
      const failed = Object.assign({}, ...chosen.map((each) => each.failed)) as FailedChecks
      expect(refusalOf(failed, claim)).toEqual(chosen[0]?.refusal)
      combinations++
    }
    expect(combinations).toBe(2 * 5 * 2 * 2 * 3 - 1)
  })

  it('cannot be asked for when no check failed', () => {
    expect(() => refusalOf({}, claim)).toThrow('failed no check')
  })
})
