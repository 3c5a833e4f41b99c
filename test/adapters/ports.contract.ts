import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AttemptCounter,
  attemptCounter,
  limitedCounter,
} from '../../shared/domain/attempts.ts'
import { hashCode } from '../../shared/domain/captcha.ts'
import type { Obligation } from '../../shared/domain/due-times.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { identityLimit } from '../../shared/domain/limits.ts'
import type { PasswordLink } from '../../shared/domain/password-link.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import type { Reissue } from '../../shared/domain/reissue.ts'
import type { ReissueNews } from '../../shared/domain/reissue-news.ts'
import type { ReissueClaim } from '../../shared/domain/reissue-rules.ts'
import { hashIdentity } from '../../shared/domain/voter.ts'
import { aLease, keys, now } from '../builders/values.ts'
import {
  aForm,
  aNewReissue,
  aPhone,
  aSignedInVoter,
  election,
  openSession,
  type SignedInVoter,
} from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

/**
 * What the use cases rely on, asked of the ports alone. Cases share one engine, so each has voters,
 * phones and requests of its own.
 */
export function portsContract(open: () => Promise<Tables & { stop?(): Promise<void> }>): void {
  let tables: Tables & { stop?(): Promise<void> }

  beforeAll(async () => {
    tables = await open()
  }, 60_000)
  afterAll(() => tables?.stop?.())

  const later = (seconds: number) => secondsLater(now, seconds)

  /** A claim that holds in every part. */
  async function aClaim(
    voter: SignedInVoter,
    changes: { phone?: Phone; reissueId?: string } = {},
  ): Promise<ReissueClaim> {
    const { captcha } = await aForm(tables, voter)
    return {
      session: voter.session,
      identityHash: hashIdentity(keys, voter.voterId, voter),
      captcha: { captchaId: captcha.id, codeHash: hashCode(keys, captcha.id, captcha.code) },
      identityAttempts: attemptCounter(keys, identityLimit, [voter.voterId], now),
      limits: election.limits,
      bothLostHours: 24,
      reissue: aNewReissue(voter, changes),
      now,
    }
  }

  async function admitted(voter: SignedInVoter, changes = {}): Promise<ReissueClaim> {
    const claim = await aClaim(voter, changes)
    expect(await tables.reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
    return claim
  }

  async function accepted(voter: SignedInVoter, changes = {}): Promise<Reissue> {
    const claim = await admitted(voter, changes)
    expect(await tables.reissueRequests.accept(claim)).toEqual({ outcome: 'accepted' })
    return claim.reissue
  }

  async function started(voter: SignedInVoter, changes = {}): Promise<Reissue> {
    const { reissueId } = await accepted(voter, changes)
    const start = await tables.sendings.start(reissueId, aLease(later(120), later(150)))
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

  async function lineOf({ voterId }: SignedInVoter) {
    const voter = await tables.voters.find(voterId)
    if (!voter) throw new Error('This voter is not enrolled')
    return voter
  }

  /** How many tries a counter holds: it takes one more under the first limit that is above them. */
  async function triesOf(counter: AttemptCounter): Promise<number> {
    for (let free = 1; ; free++) {
      const limit = { name: 'probe', windowSeconds: 900, free, waitsSeconds: [] }
      const { taken } = await tables.attempts.charge({ ...counter, limit }, now)
      if (!taken) continue
      await tables.attempts.refund({ ...counter, limit })
      return free - 1
    }
  }

  const times = <Made>(count: number, make: (index: number) => Promise<Made>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)))

  const countOf = (answers: string[], expected: string) =>
    answers.filter((answer) => answer === expected).length

  /** Why a decision was refused, or its outcome. */
  const reasonOf = (decision: { outcome: string; reason?: string }) =>
    decision.reason ?? decision.outcome

  describe('voters', () => {
    it('are found as they were enrolled, and not at all otherwise', async () => {
      const voter = await aSignedInVoter(tables)
      expect(await lineOf(voter)).toMatchObject({ email: voter.email, reissueCount: 0 })
      expect(await tables.voters.find('nobody')).toBeUndefined()
    })

    it('are enrolled once: a second time changes nothing', async () => {
      const line = await lineOf(await aSignedInVoter(tables))
      const again = { ...line, firstName: 'Somebody', reissueCount: 3 }
      expect(await tables.voters.enrol(again)).toBe('already-enrolled')
      expect(await tables.voters.find(line.voterId)).toEqual(line)
    })

    it('enrolled many times at once are enrolled once', async () => {
      const line = { ...(await lineOf(await aSignedInVoter(tables))), voterId: randomUUID() }
      const answers = await times(10, () => tables.voters.enrol(line))
      expect(countOf(answers, 'enrolled')).toBe(1)
    })
  })

  describe('sessions', () => {
    it('are found by their token, as the kind they are', async () => {
      const { voterId } = await aSignedInVoter(tables)
      const common = { voterId, expiresAt: now }
      const space = { ...common, kind: 'space', tokenHash: randomUUID(), endsAt: later(1) } as const
      const booth = {
        ...common,
        kind: 'booth',
        tokenHash: randomUUID(),
        spaceTokenHash: space.tokenHash,
        identifierHash: 'hash of the identifier',
      } as const
      const claimed = ({ tokenHash }: { tokenHash: string }) => ({ voterId, epoch: 0, tokenHash })
      await tables.sessions.open(space)
      await tables.sessions.open(booth)
      expect(await tables.sessions.findSpace(claimed(space))).toEqual(space)
      expect(await tables.sessions.findBooth(claimed(booth))).toEqual(booth)
      expect(await tables.sessions.findBooth(claimed(space))).toBeUndefined()
      expect(await tables.sessions.findSpace(claimed(booth))).toBeUndefined()
    })

    it('are prolonged, and never shortened', async () => {
      const { session } = await aSignedInVoter(tables)
      await tables.sessions.prolong(session, later(5000))
      await tables.sessions.prolong(session, later(4000))
      expect(await tables.sessions.findSpace(session)).toMatchObject({ expiresAt: later(5000) })
    })

    it('are prolonged by their own voter only, and do not come back once closed', async () => {
      const { session } = await aSignedInVoter(tables)
      const stranger = await aSignedInVoter(tables)
      const found = await tables.sessions.findSpace(session)
      await tables.sessions.prolong({ ...session, voterId: stranger.voterId }, later(5000))
      expect(await tables.sessions.findSpace(session)).toEqual(found)
      await tables.sessions.close(session)
      await tables.sessions.prolong(session, later(5000))
      expect(await tables.sessions.findSpace(session)).toBeUndefined()
    })

    it('are closed by their own voter only, as often as they like', async () => {
      const { session } = await aSignedInVoter(tables)
      const stranger = await aSignedInVoter(tables)
      await tables.sessions.close({ ...session, voterId: stranger.voterId })
      expect(await tables.sessions.findSpace(session)).toBeDefined()
      await tables.sessions.close(session)
      await tables.sessions.close(session)
      expect(await tables.sessions.findSpace(session)).toBeUndefined()
    })
  })

  describe('attempts', () => {
    const aCounter = (waitsSeconds: number[] = []) => {
      const limit = { name: 'test', windowSeconds: 900, free: 3, waitsSeconds }
      return limitedCounter(keys, limit, [randomUUID()], now)
    }
    type Counter = ReturnType<typeof aCounter>
    const take = (counter: Counter, at = now) => tables.attempts.charge(counter, at)
    const taken = { taken: true }
    const refusedUntil = (allowedAt: Date) => ({ taken: false, allowedAt })
    const takenAmong = async (count: number, counter: Counter, at = now) =>
      (await times(count, () => take(counter, at))).filter((each) => each.taken).length

    it('are taken while they are free, each counter by itself, until they are forgotten', async () => {
      const [counter, other] = [aCounter(), aCounter()]
      for (let time = 0; time < 3; time++) expect(await take(counter)).toEqual(taken)
      expect(await take(counter)).toEqual(refusedUntil(counter.windowEndsAt))
      expect(await take(other)).toEqual(taken)
      await tables.attempts.clear(counter)
      await tables.attempts.clear(counter)
      expect(await take(counter)).toEqual(taken)
    })

    it('then wait longer and longer after the last that was taken, to the millisecond', async () => {
      const counter = aCounter([5, 60])
      for (let time = 0; time < 3; time++) await take(counter)
      for (const [last, next] of [
        [0, 5],
        [5, 65],
        [65, 125],
      ] as const) {
        expect(await take(counter, later(last))).toEqual(refusedUntil(later(next)))
        // A try that is refused does not begin the wait again.
        expect(await take(counter, later(next - 0.001))).toEqual(refusedUntil(later(next)))
        expect(await take(counter, later(next))).toEqual(taken)
      }
    })

    it('at once are taken no more than are free, then one after each wait', async () => {
      const counter = aCounter([5, 60])
      expect(await takenAmong(100, counter)).toBe(3)
      expect(await takenAmong(100, counter, later(5))).toBe(1)
      expect(await takenAmong(100, counter, later(64))).toBe(0)
      expect(await takenAmong(100, counter, later(65))).toBe(1)
    })

    it('are given back one by one, never below none', async () => {
      const counter = aCounter()
      await takenAmong(3, counter)
      await tables.attempts.refund(counter)
      expect(await triesOf(counter)).toBe(2)
      await times(5, () => tables.attempts.refund(counter))
      expect(await triesOf(counter)).toBe(0)
      expect(await takenAmong(4, counter)).toBe(3)
    })

    it('given back begin no wait', async () => {
      const counter = aCounter([5, 60])
      for (let time = 0; time < 3; time++) await take(counter)
      expect(await take(counter, later(5))).toEqual(taken)
      await tables.attempts.refund(counter)
      expect(await take(counter, later(5))).toEqual(taken)
      expect(await take(counter, later(6))).toEqual(refusedUntil(later(65)))
    })

    it('given back to a counter that is not there, or that was forgotten, leave it so', async () => {
      const counter = aCounter()
      await tables.attempts.refund(counter)
      expect(await takenAmong(4, counter)).toBe(3)
      await tables.attempts.clear(counter)
      await tables.attempts.refund(counter)
      expect(await takenAmong(4, counter)).toBe(3)
    })
  })

  describe('captchas', () => {
    it('never take the place of one another', async () => {
      const captcha = {
        captchaId: randomUUID(),
        voterId: 'somebody',
        codeHash: 'hash of the code',
        expiresAt: now,
      }
      await tables.captchas.keep(captcha)
      await expect(tables.captchas.keep(captcha)).rejects.toThrow()
    })

    async function aShownCode() {
      const shown = { captchaId: randomUUID(), codeHash: 'hash of the code' }
      await tables.captchas.keep({ ...shown, voterId: 'somebody', expiresAt: later(600) })
      return { ...shown, owner: 'somebody' }
    }
    const answer = (given: { captchaId: string; codeHash: string; owner: string }, at = now) =>
      tables.captchas.answer(given, at)

    it('are answered once, right or wrong', async () => {
      const [right, wrong] = [await aShownCode(), await aShownCode()]
      expect(await answer(right)).toBe(true)
      expect(await answer(right)).toBe(false)
      expect(await answer({ ...wrong, codeHash: 'hash of another code' })).toBe(false)
      expect(await answer(wrong)).toBe(false)
      expect(await answer({ ...wrong, captchaId: 'unknown' })).toBe(false)
    })

    it('are answered until they expire', async () => {
      const [last, late] = [await aShownCode(), await aShownCode()]
      expect(await answer(last, later(599.999))).toBe(true)
      expect(await answer(late, later(600))).toBe(false)
    })

    it('answered many times at once are answered once', async () => {
      const shown = await aShownCode()
      const answers = await times(20, () => answer(shown))
      expect(answers.filter(Boolean)).toHaveLength(1)
    })

    it('are left to whom they were shown', async () => {
      const shown = await aShownCode()
      expect(await answer({ ...shown, owner: 'somebody else' })).toBe(false)
      expect(await answer(shown)).toBe(true)
    })

    it('that a reissue was admitted with are left to it', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await admitted(voter)
      expect(await answer({ ...claim.captcha, owner: voter.voterId })).toBe(false)
      expect(await tables.reissueRequests.accept(claim)).toEqual({ outcome: 'accepted' })
    })

    it('that were answered admit no reissue', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await aClaim(voter)
      expect(await answer({ ...claim.captcha, owner: voter.voterId })).toBe(true)
      expect(await tables.reissueRequests.admit(claim)).toEqual({
        outcome: 'refused',
        reason: 'captcha-failed',
      })
    })
  })

  describe('admission', () => {
    it('uses the code up: nobody else is admitted with it', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await admitted(voter)
      const second = { ...claim, reissue: aNewReissue(voter) }
      expect(await tables.reissueRequests.admit(second)).toEqual({
        outcome: 'refused',
        reason: 'captcha-failed',
      })
      expect(await tables.reissueRequests.accept(second)).toEqual({
        outcome: 'refused',
        reason: 'captcha-failed',
      })
    })

    it('consumes nothing of the voter', async () => {
      const voter = await aSignedInVoter(tables)
      const before = await lineOf(voter)
      const claim = await admitted(voter)
      expect(await lineOf(voter)).toEqual(before)
      expect(await tables.reissues.find(claim.reissue.reissueId)).toBeUndefined()
    })

    it('of one code at once admits one', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await aClaim(voter)
      const decisions = await times(10, () =>
        tables.reissueRequests.admit({ ...claim, reissue: aNewReissue(voter) }),
      )
      const answers = decisions.map(reasonOf)
      expect(countOf(answers, 'admitted')).toBe(1)
      expect(countOf(answers, 'captcha-failed')).toBe(9)
    })

    it('at once admits no more than the tries of a day, whatever the number of codes', async () => {
      const voter = await aSignedInVoter(tables)
      const claims = await times(identityLimit.maximum + 10, () => aClaim(voter))
      const decisions = await Promise.all(
        claims.map((claim) => tables.reissueRequests.admit(claim)),
      )
      const answers = decisions.map(reasonOf)
      expect(countOf(answers, 'admitted')).toBe(identityLimit.maximum)
      expect(countOf(answers, 'too-many-attempts')).toBe(10)
    })

    it.each<[string, string, (claim: ReissueClaim, other: SignedInVoter) => ReissueClaim]>([
      [
        'an unknown session',
        'unauthenticated',
        (claim) => ({ ...claim, session: { ...claim.session, tokenHash: 'unknown' } }),
      ],
      [
        'the session of another voter',
        'unauthenticated',
        (claim, { session }) => ({
          ...claim,
          session: { ...claim.session, tokenHash: session.tokenHash },
        }),
      ],
      ['a session that has ended', 'unauthenticated', (claim) => ({ ...claim, now: later(3600) })],
      ['a code that has expired', 'captcha-failed', (claim) => ({ ...claim, now: later(600) })],
      [
        'a code that was never shown',
        'captcha-failed',
        (claim) => ({ ...claim, captcha: { ...claim.captcha, captchaId: 'unknown' } }),
      ],
    ])('refuses %s as %s, and writes nothing', async (_, reason, spoil) => {
      const voter = await aSignedInVoter(tables)
      const claim = await aClaim(voter)
      const spoiled = spoil(claim, await aSignedInVoter(tables))
      expect(await tables.reissueRequests.admit(spoiled)).toEqual({ outcome: 'refused', reason })
      expect(await tables.reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
      expect(await triesOf(claim.identityAttempts)).toBe(1)
    })

    it('refuses the code of another voter, and leaves it to them', async () => {
      const [voter, other] = [await aSignedInVoter(tables), await aSignedInVoter(tables)]
      const [claim, others] = [await aClaim(voter), await aClaim(other)]
      expect(await tables.reissueRequests.admit({ ...claim, captcha: others.captcha })).toEqual({
        outcome: 'refused',
        reason: 'captcha-failed',
      })
      expect(await tables.reissueRequests.admit(others)).toEqual({ outcome: 'admitted' })
    })

    it('refuses a session of the espace de vote', async () => {
      const voter = await aSignedInVoter(tables)
      const claim = await aClaim(voter)
      const session = { voterId: voter.voterId, epoch: 0, tokenHash: randomUUID() }
      const { epoch: _, ...kept } = session
      await tables.sessions.open({
        ...kept,
        kind: 'booth',
        spaceTokenHash: voter.session.tokenHash,
        identifierHash: 'hash of the identifier',
        expiresAt: later(3600),
      })
      expect(await tables.reissueRequests.admit({ ...claim, session })).toEqual({
        outcome: 'refused',
        reason: 'unauthenticated',
      })
    })

    it('refuses a voter who is on no roll', async () => {
      const voter = await aSignedInVoter({
        ...tables,
        voters: { ...tables.voters, enrol: async () => 'enrolled' as const },
      })
      expect(await tables.reissueRequests.admit(await aClaim(voter))).toEqual({
        outcome: 'refused',
        reason: 'unauthenticated',
      })
    })

    it('refuses while one is under way, names it, and leaves code and try', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const claim = await aClaim(voter)
      expect(await tables.reissueRequests.admit(claim)).toEqual({
        outcome: 'refused',
        reason: 'already-pending',
        pendingReissueId: reissue.reissueId,
      })
      await complete(reissue)
      expect(await tables.reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
    })

    it('refuses the fourth time', async () => {
      const voter = await aSignedInVoter(tables)
      for (let time = 1; time <= 3; time++) await complete(await started(voter))
      expect(await tables.reissueRequests.admit(await aClaim(voter))).toEqual({
        outcome: 'refused',
        reason: 'voter-limit',
      })
    })

    it('refuses once the tries of the day are used up, and no earlier', async () => {
      const voter = await aSignedInVoter(tables)
      for (let time = 1; time <= identityLimit.maximum; time++) await admitted(voter)
      const claim = await aClaim(voter)
      expect(await tables.reissueRequests.admit(claim)).toEqual({
        outcome: 'refused',
        reason: 'too-many-attempts',
      })
      await tables.attempts.clear(claim.identityAttempts)
      expect(await tables.reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
    })
  })

  describe('acceptance', () => {
    it('writes the request as claimed, and counts it on the voter', async () => {
      const voter = await aSignedInVoter(tables)
      const before = await lineOf(voter)
      const reissue = await accepted(voter)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
      expect(await lineOf(voter)).toEqual({
        ...before,
        reissueCount: 1,
        pendingReissueId: reissue.reissueId,
        latestReissueId: reissue.reissueId,
      })
    })

    it('gives the tries of the day back', async () => {
      const voter = await aSignedInVoter(tables)
      await admitted(voter)
      const claim = await admitted(voter)
      await tables.reissueRequests.accept(claim)
      expect(await triesOf(claim.identityAttempts)).toBe(0)
    })

    it('refuses whoever was not admitted', async () => {
      const voter = await aSignedInVoter(tables)
      expect(await tables.reissueRequests.accept(await aClaim(voter))).toEqual({
        outcome: 'refused',
        reason: 'captcha-failed',
      })
    })

    it.each<[string, string, (claim: ReissueClaim) => ReissueClaim]>([
      [
        'a session that is not there any more',
        'unauthenticated',
        (claim) => ({ ...claim, session: { ...claim.session, tokenHash: 'unknown' } }),
      ],
      [
        'a wrong code',
        'captcha-failed',
        (claim) => ({ ...claim, captcha: { ...claim.captcha, codeHash: 'of another code' } }),
      ],
      [
        'a wrong identity',
        'identity-mismatch',
        (claim) => ({ ...claim, identityHash: 'of somebody else' }),
      ],
      [
        'a wrong code and a wrong identity',
        'captcha-failed',
        (claim) => ({
          ...claim,
          captcha: { ...claim.captcha, codeHash: 'of another code' },
          identityHash: 'of somebody else',
        }),
      ],
    ])('refuses %s as %s, and writes nothing', async (_, reason, spoil) => {
      const voter = await aSignedInVoter(tables)
      const before = await lineOf(voter)
      const claim = await admitted(voter)
      const spoiled = spoil(claim)
      expect(await tables.reissueRequests.accept(spoiled)).toEqual({ outcome: 'refused', reason })
      expect(await lineOf(voter)).toEqual(before)
      expect(await tables.reissues.find(claim.reissue.reissueId)).toBeUndefined()
      expect(await triesOf(claim.identityAttempts)).toBe(1)
      // The phone is still free for anybody.
      const { phoneHash } = claim.reissue
      const other = await admitted(await aSignedInVoter(tables))
      const withThatPhone = { ...other, reissue: { ...other.reissue, phoneHash } }
      expect(await tables.reissueRequests.accept(withThatPhone)).toEqual({ outcome: 'accepted' })
    })

    it('refuses a phone that serves another voter, and writes nothing', async () => {
      const phone = aPhone()
      await accepted(await aSignedInVoter(tables), { phone })
      const voter = await aSignedInVoter(tables)
      const before = await lineOf(voter)
      const claim = await admitted(voter, { phone })
      expect(await tables.reissueRequests.accept(claim)).toEqual({
        outcome: 'refused',
        reason: 'phone-taken',
      })
      expect(await lineOf(voter)).toEqual(before)
    })

    it('refuses a phone that has served as often as it may', async () => {
      const voter = await aSignedInVoter(tables)
      const phone = aPhone()
      await complete(await started(voter, { phone }))
      const claim = await admitted(voter, { phone })
      const limits = { ...claim.limits, reissuesPerPhone: 1 }
      expect(await tables.reissueRequests.accept({ ...claim, limits })).toEqual({
        outcome: 'refused',
        reason: 'phone-limit',
      })
      expect(await tables.reissueRequests.accept(claim)).toEqual({ outcome: 'accepted' })
    })

    it('never writes over a request that has the same id', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      await complete(reissue)
      const claim = await admitted(voter, { reissueId: reissue.reissueId })
      await expect(tables.reissueRequests.accept(claim)).rejects.toThrow('failed no check')
      expect((await lineOf(voter)).reissueCount).toBe(1)
    })

    it('of one voter at once accepts one, and tells the others which', async () => {
      const voter = await aSignedInVoter(tables)
      const claims = []
      for (let index = 0; index < 20; index++) claims.push(await admitted(voter))
      const decisions = await Promise.all(
        claims.map((claim) => tables.reissueRequests.accept(claim)),
      )
      const pendingReissueId = (await lineOf(voter)).pendingReissueId
      const refusals = decisions.filter(({ outcome }) => outcome === 'refused')
      expect(refusals).toEqual(
        Array(19).fill({ outcome: 'refused', reason: 'already-pending', pendingReissueId }),
      )
      expect((await lineOf(voter)).reissueCount).toBe(1)
    })

    it('of one phone by 50 voters at once serves one of them', async () => {
      const phone = aPhone()
      const voters = await times(50, () => aSignedInVoter(tables))
      const claims = await Promise.all(voters.map((voter) => admitted(voter, { phone })))
      const decisions = await Promise.all(
        claims.map((claim) => tables.reissueRequests.accept(claim)),
      )
      const answers = decisions.map(reasonOf)
      expect(countOf(answers, 'accepted')).toBe(1)
      expect(countOf(answers, 'phone-taken')).toBe(49)
      const lines = await Promise.all(voters.map(lineOf))
      expect(lines.filter(({ reissueCount }) => reissueCount === 1)).toHaveLength(1)
    })
  })

  describe('a sending', () => {
    it('is started of an accepted request, which says so', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      const expected = {
        ...reissue,
        state: 'sending',
        history: [...reissue.history, { state: 'sending', at: later(120) }],
        smsDueAt: later(240),
      }
      const start = await tables.sendings.start(reissue.reissueId, aLease(later(120), later(150)))
      expect(start).toEqual({ outcome: 'started', reissue: expected })
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(expected)
    })

    it('is not started of a request that is not there', async () => {
      expect(await tables.sendings.start(randomUUID(), aLease(now, later(30)))).toEqual({
        outcome: 'absent',
      })
    })

    it('is started by one of many at once', async () => {
      const { reissueId } = await accepted(await aSignedInVoter(tables))
      const starts = await times(10, () => tables.sendings.start(reissueId, aLease(now, later(30))))
      const answers = starts.map(({ outcome }) => outcome)
      expect(countOf(answers, 'started')).toBe(1)
      expect(countOf(answers, 'busy')).toBe(9)
    })

    it('is taken over at the end of its lease and not before, by one of many at once', async () => {
      const { reissueId, history } = await started(await aSignedInVoter(tables))
      const beforeEnd = new Date(later(150).getTime() - 1)
      expect(await tables.sendings.start(reissueId, aLease(beforeEnd, later(180)))).toEqual({
        outcome: 'busy',
      })
      const starts = await times(10, () =>
        tables.sendings.start(reissueId, aLease(later(150), later(180))),
      )
      const taken = starts.filter((start) => start.outcome === 'started')
      expect(taken).toHaveLength(1)
      expect(taken[0]).toMatchObject({ reissue: { state: 'sending', history } })
      expect(await tables.sendings.start(reissueId, aLease(later(179), later(209)))).toEqual({
        outcome: 'busy',
      })
    })

    it('that is completed swaps the identifier and frees the voter', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const { pendingReissueId: _, ...line } = await lineOf(voter)
      expect(await complete(reissue)).toBe('completed')
      expect(await lineOf(voter)).toEqual({ ...line, identifierHash: 'hash of the new identifier' })
      const { sealedPhone: __, smsDueAt: ___, ...kept } = reissue
      expect(await tables.reissues.find(reissue.reissueId)).toEqual({
        ...kept,
        state: 'sent',
        messageId: `sms-of-${reissue.reissueId}`,
        mailDueAt: later(241),
        history: [...reissue.history, { state: 'sent', at: later(121) }],
      })
    })

    it('that has failed gives the attempt back, and the old identifier stays', async () => {
      const voter = await aSignedInVoter(tables)
      const phone = aPhone()
      const before = await lineOf(voter)
      const reissue = await started(voter, { phone })
      expect(await fail(reissue)).toBe('failed')
      expect(await lineOf(voter)).toEqual({ ...before, latestReissueId: reissue.reissueId })
      const { sealedPhone: _, smsDueAt: __, ...kept } = reissue
      expect(await tables.reissues.find(reissue.reissueId)).toEqual({
        ...kept,
        state: 'failed',
        failure: 'invalid-number',
        history: [...reissue.history, { state: 'failed', at: later(121) }],
      })
      // The phone serves nobody any more.
      await accepted(await aSignedInVoter(tables), { phone })
    })

    it.each<[string, (reissue: Reissue) => Promise<string>]>([
      ['completed', complete],
      ['failed', fail],
    ])('once %s is over: nothing starts it, completes it or fails it again', async (_, end) => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      await end(reissue)
      const [line, stored] = [await lineOf(voter), await tables.reissues.find(reissue.reissueId)]
      expect(
        await tables.sendings.start(reissue.reissueId, aLease(later(999), later(1029))),
      ).toEqual({
        outcome: 'over',
      })
      expect(await complete(reissue, 'hash of a later identifier')).toBe('already-over')
      expect(await fail(reissue)).toBe('already-over')
      expect(await lineOf(voter)).toEqual(line)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
    })

    it('completed and failed at once is one or the other, wholly', async () => {
      for (let round = 0; round < 5; round++) {
        const voter = await aSignedInVoter(tables)
        const reissue = await started(voter)
        const before = await lineOf(voter)
        const ends = [complete, fail, complete, fail].map((end) => end(reissue))
        const answers = await Promise.all(ends)
        expect(countOf(answers, 'already-over')).toBe(3)
        const wasSent = answers.includes('completed')
        const stored = await tables.reissues.find(reissue.reissueId)
        expect(stored?.state).toBe(wasSent ? 'sent' : 'failed')
        const { pendingReissueId: _, ...freed } = before
        expect(await lineOf(voter)).toEqual({
          ...freed,
          ...(wasSent ? { identifierHash: 'hash of the new identifier' } : { reissueCount: 0 }),
        })
      }
    })

    it('that nobody started cannot end', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      await expect(complete(reissue)).rejects.toThrow('contradict each other')
      await expect(fail(reissue)).rejects.toThrow('contradict each other')
      expect((await lineOf(voter)).pendingReissueId).toBe(reissue.reissueId)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
    })
  })

  describe('a message that comes again', () => {
    it('takes over from its own sender, and a copy of it does not', async () => {
      const { reissueId } = await accepted(await aSignedInVoter(tables))
      const own = (from: number, receiveCount: number) =>
        aLease(later(from), later(from + 60), { queueMessageId: 'the message', receiveCount })
      const copy = (from: number) => aLease(later(from), later(from + 60))
      const outcomeOf = async (lease: ReturnType<typeof copy>) =>
        (await tables.sendings.start(reissueId, lease)).outcome
      expect(await outcomeOf(own(120, 1))).toBe('started')
      expect(await outcomeOf(own(121, 1))).toBe('busy')
      expect(await outcomeOf(own(125, 2))).toBe('started')
      expect(await outcomeOf(copy(130))).toBe('busy')
      // The copy takes over once the lease is over, and then the message is the one that waits.
      expect(await outcomeOf(copy(185))).toBe('started')
      expect(await outcomeOf(own(190, 3))).toBe('busy')
    })

    it('and takes over leaves the time when the sweep looks again as it is', async () => {
      const reissue = await started(await aSignedInVoter(tables))
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(5000))
      await tables.sendings.start(reissue.reissueId, aLease(later(200), later(260)))
      expect((await tables.reissues.find(reissue.reissueId))?.smsDueAt).toEqual(later(5000))
    })
  })

  describe('a request that is held', () => {
    it('waits until then, is promised later, and says which day put it off', async () => {
      const { reissueId, ...reissue } = await accepted(await aSignedInVoter(tables))
      const hold = { day: '2026-11-25', now: later(1), until: later(3600), expectedAt: later(9100) }
      await tables.sendings.hold(reissueId, hold)
      expect(await tables.reissues.find(reissueId)).toEqual({
        ...reissue,
        reissueId,
        heldOn: hold.day,
        smsDueAt: hold.until,
        expectedAt: hold.expectedAt,
      })
    })

    it('is not one that a sender has in hand, until its lease is over', async () => {
      const { reissueId } = await started(await aSignedInVoter(tables))
      const hold = { day: '2026-11-25', until: later(3600), expectedAt: later(9100) }
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(149) })).toBe(false)
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(150) })).toBe(true)
    })

    it('says no more of it once its SMS left', async () => {
      const reissue = await accepted(await aSignedInVoter(tables))
      const hold = { day: '2026-11-25', now: later(1), until: later(3600), expectedAt: later(9100) }
      await tables.sendings.hold(reissue.reissueId, hold)
      await tables.sendings.start(reissue.reissueId, aLease(later(120), later(180)))
      await complete(reissue)
      expect(await tables.reissues.find(reissue.reissueId)).not.toHaveProperty('heldOn')
    })

    it('is not one that is over, or not there', async () => {
      const reissue = await started(await aSignedInVoter(tables))
      await complete(reissue)
      const hold = { day: '2026-11-25', now: later(1), until: later(3600), expectedAt: later(9100) }
      const stored = await tables.reissues.find(reissue.reissueId)
      expect(await tables.sendings.hold(reissue.reissueId, hold)).toBe(false)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
      const nowhere = randomUUID()
      expect(await tables.sendings.hold(nowhere, hold)).toBe(false)
      expect(await tables.reissues.find(nowhere)).toBeUndefined()
    })
  })

  describe('a delivery', () => {
    async function sent(voter: SignedInVoter, changes = {}): Promise<Reissue> {
      const reissue = await started(voter, changes)
      await complete(reissue)
      const stored = await tables.reissues.find(reissue.reissueId)
      if (!stored) throw new Error('This request is not there')
      return stored
    }

    it('is found by the id that SNS gave to its SMS, and by no other', async () => {
      const reissue = await sent(await aSignedInVoter(tables))
      expect(await tables.smsReceipts.findReissue(String(reissue.messageId))).toEqual(reissue)
      expect(await tables.smsReceipts.findReissue(randomUUID())).toBeUndefined()
    })

    it('that is confirmed is over: nothing that comes later changes it', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await sent(voter)
      expect(await tables.smsReceipts.recordDelivery(reissue.reissueId, later(130))).toBe(
        'recorded',
      )
      const [line, stored] = [await lineOf(voter), await tables.reissues.find(reissue.reissueId)]
      expect(stored).toEqual({
        ...reissue,
        state: 'delivered',
        history: [...reissue.history, { state: 'delivered', at: later(130) }],
      })
      expect(await tables.smsReceipts.recordDelivery(reissue.reissueId, later(140))).toBe(
        'unchanged',
      )
      expect(await tables.smsReceipts.recordFailure(reissue, 'unreachable', later(150))).toBe(
        'unchanged',
      )
      expect(await lineOf(voter)).toEqual(line)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
    })

    it('that fails gives the attempt back once, and leaves the new identifier valid', async () => {
      const voter = await aSignedInVoter(tables)
      const phone = aPhone()
      const reissue = await sent(voter, { phone })
      const before = await lineOf(voter)
      expect(await tables.smsReceipts.recordFailure(reissue, 'unreachable', later(130))).toBe(
        'recorded',
      )
      expect(await tables.smsReceipts.recordFailure(reissue, 'unreachable', later(131))).toBe(
        'unchanged',
      )
      expect(await tables.smsReceipts.recordDelivery(reissue.reissueId, later(132))).toBe(
        'unchanged',
      )
      expect(await lineOf(voter)).toEqual({ ...before, reissueCount: 0 })
      expect(await tables.reissues.find(reissue.reissueId)).toEqual({
        ...reissue,
        state: 'failed',
        failure: 'unreachable',
        history: [...reissue.history, { state: 'failed', at: later(130) }],
      })
      // The phone serves nobody any more.
      await accepted(await aSignedInVoter(tables), { phone })
    })

    it('that fails while another request is under way leaves that one under way', async () => {
      const voter = await aSignedInVoter(tables)
      const first = await sent(voter)
      const second = await accepted(voter)
      await tables.smsReceipts.recordFailure(first, 'blocked', later(200))
      expect(await lineOf(voter)).toMatchObject({
        reissueCount: 1,
        pendingReissueId: second.reissueId,
      })
    })

    it('confirmed and failed at once is one or the other, wholly', async () => {
      for (let round = 0; round < 5; round++) {
        const voter = await aSignedInVoter(tables)
        const reissue = await sent(voter)
        const answers = await Promise.all([
          tables.smsReceipts.recordDelivery(reissue.reissueId, later(130)),
          tables.smsReceipts.recordFailure(reissue, 'unknown', later(130)),
          tables.smsReceipts.recordDelivery(reissue.reissueId, later(130)),
          tables.smsReceipts.recordFailure(reissue, 'unknown', later(130)),
        ])
        expect(countOf(answers, 'unchanged')).toBe(3)
        const stored = await tables.reissues.find(reissue.reissueId)
        const failed = stored?.state === 'failed'
        expect((await lineOf(voter)).reissueCount).toBe(failed ? 0 : 1)
      }
    })

    it('of what was not sent yet is not recorded', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const line = await lineOf(voter)
      expect(await tables.smsReceipts.recordDelivery(reissue.reissueId, later(130))).toBe(
        'unchanged',
      )
      expect(await tables.smsReceipts.recordFailure(reissue, 'unknown', later(130))).toBe(
        'unchanged',
      )
      expect(await lineOf(voter)).toEqual(line)
    })
  })

  describe('a cancellation', () => {
    it('gives the attempt back, keeps the identifier, and asks for a new password', async () => {
      const voter = await aSignedInVoter(tables)
      const phone = aPhone()
      const before = await lineOf(voter)
      const reissue = await accepted(voter, { phone })
      expect(await tables.cancellations.cancel(reissue, later(60))).toBe('cancelled')
      expect(await lineOf(voter)).toEqual({
        ...before,
        latestReissueId: reissue.reissueId,
        passwordChangeRequired: true,
        sessionEpoch: before.sessionEpoch + 1,
      })
      const { sealedPhone: _, smsDueAt: __, ...kept } = reissue
      expect(await tables.reissues.find(reissue.reissueId)).toEqual({
        ...kept,
        state: 'cancelled',
        history: [...reissue.history, { state: 'cancelled', at: later(60) }],
        mailDueAt: later(180),
      })
      // The phone serves nobody any more.
      await accepted(await aSignedInVoter(tables), { phone })
    })

    it('of a voter whose password must change first: they may not ask again', async () => {
      const voter = await aSignedInVoter(tables)
      await tables.cancellations.cancel(await accepted(voter), later(60))
      const { session } = await openSession(tables, await lineOf(voter))
      expect(await tables.reissueRequests.admit(await aClaim({ ...voter, session }))).toEqual({
        outcome: 'refused',
        reason: 'password-change-required',
      })
    })

    it('ends the sessions of the voter, for whoever was admitted too', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      const [early, late] = [await aClaim(voter), await aClaim(voter)]
      await tables.cancellations.cancel(reissue, later(60))
      const unauthenticated = { outcome: 'refused', reason: 'unauthenticated' }
      expect(await tables.reissueRequests.admit(early)).toEqual(unauthenticated)
      expect(await tables.reissueRequests.accept(late)).toEqual(unauthenticated)
    })

    it('comes too late for what is being sent, and changes nothing', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await started(voter)
      const line = await lineOf(voter)
      expect(await tables.cancellations.cancel(reissue, later(130))).toEqual({ stands: 'sending' })
      expect(await lineOf(voter)).toEqual(line)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(reissue)
    })

    it('serves once', async () => {
      const voter = await aSignedInVoter(tables)
      const reissue = await accepted(voter)
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => tables.cancellations.cancel(reissue, later(60))),
      )
      expect(countOf(answers.map(String), 'cancelled')).toBe(1)
      expect((await lineOf(voter)).reissueCount).toBe(0)
    })

    it('and a sender at once: one of them wins, wholly', async () => {
      for (let round = 0; round < 5; round++) {
        const voter = await aSignedInVoter(tables)
        const reissue = await accepted(voter)
        const [cancellation, start] = await Promise.all([
          tables.cancellations.cancel(reissue, later(120)),
          tables.sendings.start(reissue.reissueId, aLease(later(120), later(180))),
        ])
        const stored = await tables.reissues.find(reissue.reissueId)
        if (cancellation === 'cancelled') {
          expect(start).toEqual({ outcome: 'over' })
          expect(stored?.state).toBe('cancelled')
        } else {
          expect(start.outcome).toBe('started')
          expect(stored?.state).toBe('sending')
        }
      }
    })
  })

  describe('a day of SMS', () => {
    let days = 0
    const aDay = () => ({
      day: `2030-01-${String(++days).padStart(2, '0')}`,
      endsAt: later(86_400),
    })

    it('has as many as its cap, however many are taken at once', async () => {
      const day = aDay()
      const taken = await times(20, () => tables.smsDays.count(day, 7))
      expect(taken.filter(Boolean)).toHaveLength(7)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 7, heldCount: 0 })
    })

    it('has room again for one that was given back', async () => {
      const day = aDay()
      await tables.smsDays.count(day, 1)
      expect(await tables.smsDays.count(day, 1)).toBe(false)
      await tables.smsDays.uncount(day)
      expect(await tables.smsDays.count(day, 1)).toBe(true)
    })

    it('tells how many it held, and starts with nothing', async () => {
      const day = aDay()
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
      expect(await tables.smsDays.countHeld(day)).toBe(1)
      expect(await tables.smsDays.countHeld(day)).toBe(2)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 2 })
    })

    it('tells how many still wait', async () => {
      const day = aDay()
      await tables.smsDays.countHeld(day)
      await tables.smsDays.countHeld(day)
      await tables.smsDays.uncountHeld(day)
      expect(await tables.smsDays.countHeld(day)).toBe(2)
    })

    // The line is one for all days: each case comes long after those before.
    let cases = 0
    const muchLater = () => later(1_000_000 * ++cases)
    const moments = async (asked: Promise<{ moment: Date }[]>, from: Date) =>
      (await asked).map(({ moment }) => (moment.getTime() - from.getTime()) / 1000).sort()

    it('reserves one moment after the other, however many ask at once', async () => {
      const [day, from] = [aDay(), muchLater()]
      const reserved = await times(4, () => tables.smsSlots.reserve(day, from, 0.25))
      expect(await moments(Promise.resolve(reserved), from)).toEqual([0.25, 0.5, 0.75, 1])
      expect(reserved.map((one) => one.reserved).sort()).toEqual([1, 2, 3, 4])
    })

    it('reserves none before it may be, and gives back those that serve nobody', async () => {
      const [day, from] = [aDay(), muchLater()]
      const after = secondsLater(from, 300)
      await tables.smsSlots.reserve(day, from, 1)
      expect(await tables.smsSlots.reserve(day, after, 1)).toEqual({
        moment: secondsLater(after, 1),
        reserved: 2,
      })
      await tables.smsSlots.release(day, 1)
      expect(await tables.smsSlots.reserve(day, after, 1)).toEqual({
        moment: secondsLater(after, 1),
        reserved: 2,
      })
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
    })

    it('goes on where the day before left the line', async () => {
      const from = muchLater()
      await times(3, () => tables.smsSlots.reserve(aDay(), from, 1))
      expect(await tables.smsSlots.reserve(aDay(), from, 1)).toEqual({
        moment: secondsLater(from, 4),
        reserved: 1,
      })
    })
  })

  describe('a link to choose a password', () => {
    const aSecret = (expiresAt = later(1800)) => ({ tokenHash: randomUUID(), expiresAt })

    const aLink = (voterId: string, changes: Partial<PasswordLink> = {}): PasswordLink => ({
      voterId,
      newest: aSecret(),
      requestedAt: now,
      issuedAt: [later(-600), now],
      mailed: false,
      version: 1,
      ...changes,
    })

    async function choose(
      { voterId }: { voterId: string },
      link: PasswordLink,
      changes: { renews?: boolean; at?: Date } = {},
    ) {
      const tokenHash = link.newest?.tokenHash ?? 'none'
      return tables.passwords.set({
        voterId,
        tokenHash,
        passwordHash: `of ${tokenHash}`,
        renews: true,
        at: later(60),
        ...changes,
      })
    }

    /** A voter with a good link. */
    async function invited() {
      const voter = await aSignedInVoter(tables)
      const link = aLink(voter.voterId)
      await tables.passwordLinks.replace(undefined, link)
      return { voter, link }
    }

    it('is found as it was written, and none before', async () => {
      const { voterId } = await aSignedInVoter(tables)
      expect(await tables.passwordLinks.find(voterId)).toBeUndefined()
      const link = aLink(voterId)
      expect(await tables.passwordLinks.replace(undefined, link)).toBe(true)
      expect(await tables.passwordLinks.find(voterId)).toEqual(link)
    })

    it('takes the place of the one that was found, and of no other', async () => {
      const { voter, link } = await invited()
      const [next, rival] = [2, 2].map((version) => aLink(voter.voterId, { version }))
      expect(await tables.passwordLinks.replace(undefined, next as PasswordLink)).toBe(false)
      expect(await tables.passwordLinks.replace(link, next as PasswordLink)).toBe(true)
      expect(await tables.passwordLinks.replace(link, rival as PasswordLink)).toBe(false)
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual(next)
    })

    it('is settled once mailed, unless another took its place', async () => {
      const { voter, link } = await invited()
      await tables.passwordLinks.settle(link)
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual({ ...link, mailed: true })
      const next = aLink(voter.voterId, { version: 2 })
      await tables.passwordLinks.replace(link, next)
      await tables.passwordLinks.settle(link)
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual(next)
    })

    it('stays good beside a newer one until that one is mailed', async () => {
      const { voter, link } = await invited()
      const newer = aLink(voter.voterId, {
        version: 2,
        ...(link.newest && { previous: link.newest }),
      })
      await tables.passwordLinks.replace(link, newer)
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual(newer)
      await tables.passwordLinks.settle(newer)
      expect(await choose(voter, link)).toBe('link-expired')
      expect(await choose(voter, newer)).toBe('set')

      const again = await invited()
      const next = { ...aLink(again.voter.voterId, { version: 2 }), previous: again.link.newest }
      await tables.passwordLinks.replace(again.link, next as PasswordLink)
      expect(await choose(again.voter, again.link)).toBe('set')
      expect(await choose(again.voter, next as PasswordLink)).toBe('link-expired')
    })

    it('settled of nobody makes none', async () => {
      await tables.passwordLinks.settle(aLink('nobody'))
      expect(await tables.passwordLinks.find('nobody')).toBeUndefined()
    })

    it('gives the account its password, once, and keeps count of the links', async () => {
      const { voter, link } = await invited()
      const before = await lineOf(voter)
      expect(await choose(voter, link)).toBe('set')
      const after = {
        ...before,
        passwordHash: `of ${link.newest?.tokenHash}`,
        passwordSetAt: later(60),
        passwordRenewedAt: later(60),
        sessionEpoch: before.sessionEpoch + 1,
      }
      expect(await lineOf(voter)).toEqual(after)
      const { newest: _, ...used } = link
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual({ ...used, version: 2 })
      expect(await choose(voter, link)).toBe('link-expired')
      expect(await lineOf(voter)).toEqual(after)
    })

    it('used many times at once gives one password', async () => {
      const { voter, link } = await invited()
      const answers = await times(10, () => choose(voter, link))
      expect(countOf(answers, 'set')).toBe(1)
      expect((await lineOf(voter)).sessionEpoch).toBe(1)
    })

    it.each<[string, (link: PasswordLink) => [PasswordLink, { renews?: boolean; at?: Date }]]>([
      ['of another token', (link) => [{ ...link, newest: aSecret() }, {}]],
      ['that has expired', (link) => [link, { at: later(1800) }]],
      ['of an account that has a password meanwhile', (link) => [link, { renews: false }]],
    ])('%s changes nothing', async (_, spoil) => {
      const { voter, link } = await invited()
      const before = await lineOf(voter)
      expect(await choose(voter, ...spoil(link))).toBe('link-expired')
      expect(await lineOf(voter)).toEqual(before)
      expect(await tables.passwordLinks.find(voter.voterId)).toEqual(link)
    })

    it('opens no account but its own, and makes none', async () => {
      const { voter, link } = await invited()
      const other = await aSignedInVoter(tables)
      const nobody = { voterId: randomUUID() }
      await tables.passwordLinks.replace(undefined, { ...link, voterId: nobody.voterId })
      expect(await choose(other, link)).toBe('link-expired')
      expect(await choose(nobody, link)).toBe('link-expired')
      expect(await tables.voters.find(nobody.voterId)).toBeUndefined()
      expect(await choose(voter, link)).toBe('set')
    })

    it('ends what keeps the voter from asking again, and every session', async () => {
      const { voter, link } = await invited()
      await tables.cancellations.cancel(await accepted(voter), later(30))
      await choose(voter, link)
      expect(await lineOf(voter)).not.toHaveProperty('passwordChangeRequired')
      expect(await tables.reissueRequests.admit(await aClaim(voter))).toEqual({
        outcome: 'refused',
        reason: 'unauthenticated',
      })
    })

    it('that renewed a password blocks requests for as long as it must, to the instant', async () => {
      const { voter, link } = await invited()
      await choose(voter, link, { at: now })
      const { session } = await openSession(tables, await lineOf(voter), later(86_300))
      const again = { ...voter, session }
      const askedAt = async (at: Date) => {
        const { captcha } = await aForm(tables, again, {}, later(86_000))
        const claim = await aClaim(again)
        return { ...claim, captcha: { ...claim.captcha, captchaId: captcha.id }, now: at }
      }
      const early = await askedAt(later(86_399))
      const blocked = { outcome: 'refused', reason: 'both-factors-lost', until: later(86_400) }
      expect(await tables.reissueRequests.admit(early)).toEqual(blocked)
      expect(await tables.reissueRequests.accept(early)).toEqual(blocked)
      expect(await tables.reissueRequests.admit(await askedAt(later(86_400)))).toEqual({
        outcome: 'admitted',
      })
    })

    it('that created the first password blocks no request', async () => {
      const { voterId, ...entry } = await aSignedInVoter(tables)
      const { passwordHash: _, ...line } = await lineOf({ voterId, ...entry })
      const first = { ...line, voterId: voterId.split('').reverse().join('') }
      await tables.voters.enrol(first)
      const link = aLink(first.voterId)
      await tables.passwordLinks.replace(undefined, link)
      expect(await choose(first, link, { renews: true })).toBe('link-expired')
      expect(await choose(first, link, { renews: false })).toBe('set')
      expect(await tables.voters.find(first.voterId)).toEqual({
        ...first,
        passwordHash: `of ${link.newest?.tokenHash}`,
        passwordSetAt: later(60),
        sessionEpoch: 1,
      })
    })
  })

  describe('a notice that both factors are lost', () => {
    async function renewed() {
      const voter = await aSignedInVoter(tables)
      const renew = async (at: Date, version: number) => {
        const newest = { tokenHash: randomUUID(), expiresAt: later(9999) }
        const link = { voterId: voter.voterId, newest, requestedAt: at, issuedAt: [at] }
        const found = await tables.passwordLinks.find(voter.voterId)
        await tables.passwordLinks.replace(found, { ...link, mailed: true, version })
        const { voterId } = voter
        const { tokenHash } = newest
        await tables.passwords.set({ voterId, tokenHash, passwordHash: 'new', renews: true, at })
      }
      await renew(now, 1)
      return { ...voter, renew }
    }

    it('is claimed once for each password that was replaced, however many ask', async () => {
      const { voterId, renew } = await renewed()
      const claims = await times(10, () => tables.notices.claim(voterId, later(60)))
      expect(claims.filter((claimed) => claimed)).toHaveLength(1)
      await renew(later(120), 3)
      expect(await tables.notices.claim(voterId, later(150))).toBe(true)
      expect(await tables.notices.claim(voterId, later(160))).toBe(false)
    })

    it('that was released can be claimed again, by whoever released their own', async () => {
      const { voterId } = await renewed()
      await tables.notices.claim(voterId, later(60))
      await tables.notices.release(voterId, later(61))
      expect(await tables.notices.claim(voterId, later(62))).toBe(false)
      await tables.notices.release(voterId, later(60))
      expect(await tables.notices.claim(voterId, later(63))).toBe(true)
    })

    it('is not claimed for a voter whose password was not replaced, or who is on no roll', async () => {
      const { voterId } = await aSignedInVoter(tables)
      const nobody = randomUUID()
      expect(await tables.notices.claim(voterId, later(60))).toBe(false)
      expect(await tables.notices.claim(nobody, later(60))).toBe(false)
      expect(await tables.voters.find(nobody)).toBeUndefined()
    })
  })

  describe('the mail of a request', () => {
    it('that is settled is due no more, and settling it again changes nothing', async () => {
      const { mailDueAt: _, ...settled } = await accepted(await aSignedInVoter(tables))
      await tables.reissueMails.settle(settled.reissueId, 'asked')
      await tables.reissueMails.settle(settled.reissueId, 'asked')
      expect(await tables.reissues.find(settled.reissueId)).toEqual(settled)
    })

    it.each<[ReissueNews, (reissue: Reissue) => Promise<unknown>]>([
      ['sent', complete],
      ['cancelled', (reissue) => tables.cancellations.cancel(reissue, later(121))],
    ])('is due again once it is %s, until that is told', async (news, moveOn) => {
      const voter = await aSignedInVoter(tables)
      const reissue = news === 'sent' ? await started(voter) : await accepted(voter)
      await moveOn(reissue)
      const due = async () => (await tables.reissues.find(reissue.reissueId))?.mailDueAt
      expect(await due()).toEqual(later(241))
      await tables.reissueMails.settle(reissue.reissueId, 'asked')
      expect(await due()).toEqual(later(241))
      await tables.reissueMails.settle(reissue.reissueId, news)
      expect(await due()).toBeUndefined()
    })

    it('of a request that is not there makes none', async () => {
      const reissueId = randomUUID()
      await tables.reissueMails.settle(reissueId, 'asked')
      await tables.reissueMails.settle(reissueId, 'sent')
      expect(await tables.reissues.find(reissueId)).toBeUndefined()
    })
  })

  describe('what is overdue', () => {
    /** Of those requests, the ones that are overdue at that instant. */
    async function overdue(obligation: Obligation, at: Date, among: Reissue[]): Promise<Reissue[]> {
      const found = new Map<string, Date>()
      for await (const { reissueId, requestedAt } of tables.overdueReissues.overdue(
        obligation,
        at,
      )) {
        expect(found.has(reissueId)).toBe(false)
        found.set(reissueId, requestedAt)
      }
      const listed = among.filter(({ reissueId }) => found.has(reissueId))
      for (const reissue of listed) {
        expect(found.get(reissue.reissueId)).toEqual(reissue.requestedAt)
      }
      return listed
    }

    it('is every request past its instant, in whatever shard, and no other', async () => {
      const voters = await times(30, () => aSignedInVoter(tables))
      const all = await Promise.all(voters.map((voter) => accepted(voter)))
      for (const [obligation, dueAt] of [
        ['sms', later(300)],
        ['mail', later(120)],
      ] as const) {
        expect(await overdue(obligation, dueAt, all)).toEqual([])
        expect(await overdue(obligation, new Date(dueAt.getTime() + 1), all)).toEqual(all)
      }
    })

    it('is not what was met', async () => {
      const [sent, failed] = [await aSignedInVoter(tables), await aSignedInVoter(tables)]
      const all = [await started(sent), await started(failed)] as const
      await complete(all[0])
      await fail(all[1])
      expect(await overdue('sms', later(9999), [...all])).toEqual([])
      expect(await overdue('mail', later(9999), [...all])).toEqual(all)
      for (const { reissueId } of all) await tables.reissueMails.settle(reissueId, 'sent')
      expect(await overdue('mail', later(9999), [...all])).toEqual([])
    })

    it('that is postponed waits until then, for that obligation only', async () => {
      const reissue = await accepted(await aSignedInVoter(tables))
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(1000))
      expect(await overdue('sms', later(1000), [reissue])).toEqual([])
      expect(await overdue('sms', later(1001), [reissue])).toEqual([reissue])
      expect(await overdue('mail', later(121), [reissue])).toEqual([reissue])
    })

    it('is never brought forward', async () => {
      const reissue = await accepted(await aSignedInVoter(tables))
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(5000))
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(1000))
      expect(await overdue('sms', later(5000), [reissue])).toEqual([])
    })

    it('and was met meanwhile is not brought back by postponing it', async () => {
      const reissue = await started(await aSignedInVoter(tables))
      await complete(reissue)
      await tables.reissueMails.settle(reissue.reissueId, 'sent')
      const stored = await tables.reissues.find(reissue.reissueId)
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(1))
      await tables.overdueReissues.postpone(reissue.reissueId, 'mail', later(1))
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
    })

    it('and is not there makes no request by being postponed', async () => {
      const reissueId = randomUUID()
      await tables.overdueReissues.postpone(reissueId, 'sms', later(1))
      expect(await tables.reissues.find(reissueId)).toBeUndefined()
    })

    it('can be postponed one by one while it is being listed', async () => {
      const voters = await times(10, () => aSignedInVoter(tables))
      const all = await Promise.all(voters.map((voter) => accepted(voter)))
      const listed: string[] = []
      for await (const { reissueId } of tables.overdueReissues.overdue('sms', later(301))) {
        listed.push(reissueId)
        await tables.overdueReissues.postpone(reissueId, 'sms', later(5000))
      }
      expect(new Set(listed).size).toBe(listed.length)
      expect(listed).toEqual(expect.arrayContaining(all.map(({ reissueId }) => reissueId)))
      expect(await overdue('sms', later(301), all)).toEqual([])
    })
  })
}
