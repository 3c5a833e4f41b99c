import { type AttemptCount, type AttemptCounter, allowedAt } from '../../shared/domain/attempts.ts'
import type { Captcha } from '../../shared/domain/captcha.ts'
import { mailDueOf, type Obligation, queueAllowanceSeconds } from '../../shared/domain/due-times.ts'
import type { SmsCounts } from '../../shared/domain/expected-time.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { isGood, type PasswordLink } from '../../shared/domain/password-link.ts'
import type {
  Attempts,
  BothFactorsLostNotices,
  Cancellations,
  Captchas,
  Decision,
  OverdueReissues,
  PasswordLinks,
  Passwords,
  ReissueMails,
  ReissueRequests,
  Reissues,
  SendingStart,
  Sendings,
  Sessions,
  SmsDays,
  SmsReceipts,
  SmsSlots,
  Voters,
} from '../../shared/domain/ports.ts'
import { isUnderWay, type Reissue, type ReissueState } from '../../shared/domain/reissue.ts'
import {
  attemptsAreLeft,
  captchaIsAnswered,
  captchaIsFresh,
  type FailedChecks,
  identityMatches,
  type PhoneUse,
  phoneIsFree,
  type ReissueClaim,
  refusalOf,
  sessionHolds,
  voterMayAsk,
} from '../../shared/domain/reissue-rules.ts'
import type { Lease, ReceivedMessage } from '../../shared/domain/sending-lease.ts'
import type { BoothSession, Session, SpaceSession } from '../../shared/domain/session.ts'
import type { SmsDay } from '../../shared/domain/sms-day.ts'
import type { Voter } from '../../shared/domain/voter.ts'

type StoredReissue = Reissue & { leaseEndsAt?: Date; leaseOwner?: ReceivedMessage }

const dueAttributes = { sms: 'smsDueAt', mail: 'mailDueAt' } as const

/** Every port of the tables over one world in memory, as the DynamoDB adapters are over their tables. */
export interface Tables {
  voters: Voters
  sessions: Sessions
  captchas: Captchas
  attempts: Attempts
  reissueRequests: ReissueRequests
  reissues: Reissues
  sendings: Sendings
  smsReceipts: SmsReceipts
  cancellations: Cancellations
  smsDays: SmsDays
  smsSlots: SmsSlots
  reissueMails: ReissueMails
  passwordLinks: PasswordLinks
  passwords: Passwords
  notices: BothFactorsLostNotices
  overdueReissues: OverdueReissues
}

/** Every method has its whole effect at one instant; what goes in and out is copied. */
export function inMemoryTables() {
  const voters = new Map<string, Voter>()
  const sessions = new Map<string, Session>()
  const captchas = new Map<string, Captcha>()
  const attempts = new Map<string, AttemptCount & { previousAt?: Date }>()
  const phones = new Map<string, PhoneUse>()
  const reissues = new Map<string, StoredReissue>()
  const passwordLinks = new Map<string, PasswordLink>()
  const smsDays = new Map<string, SmsCounts>()
  /** How many reserved, by day, and when the line of those who wait for the rate is free. */
  const requests = new Map<string, number>()
  let line = 0

  function count({ attemptKey }: AttemptCounter): void {
    attempts.set(attemptKey, { attempts: (attempts.get(attemptKey)?.attempts ?? 0) + 1 })
  }

  function admit(claim: ReissueClaim): Decision<'admitted'> {
    const { session, identityAttempts, captcha, reissue } = claim
    const found = {
      session: sessions.get(session.tokenHash),
      voter: voters.get(session.voterId),
      attempts: attempts.get(identityAttempts.attemptKey)?.attempts,
      captcha: captchas.get(captcha.captchaId),
    }
    const failed: FailedChecks = {
      ...(!sessionHolds(found.session, claim) && { session: { found: found.session } }),
      ...(!voterMayAsk(found.voter, claim) && { voter: { found: found.voter } }),
      ...(!attemptsAreLeft(found.attempts) && { attempts: { found: found.attempts } }),
      ...(!captchaIsFresh(found.captcha, claim) && { captcha: { found: found.captcha } }),
    }
    if (Object.keys(failed).length > 0) {
      return { outcome: 'refused', ...refusalOf(failed, claim) }
    }
    count(identityAttempts)
    captchas.set(captcha.captchaId, {
      ...existing(captchas, captcha.captchaId),
      reissueId: reissue.reissueId,
    })
    return { outcome: 'admitted' }
  }

  function accept(claim: ReissueClaim): Decision<'accepted'> {
    const { session, reissue, identityAttempts, captcha } = claim
    const found = {
      session: sessions.get(session.tokenHash),
      voter: voters.get(session.voterId),
      captcha: captchas.get(captcha.captchaId),
      phone: phones.get(reissue.phoneHash),
    }
    const mayAsk = voterMayAsk(found.voter, claim) && identityMatches(found.voter, claim)
    const failed: FailedChecks = {
      ...(!sessionHolds(found.session, claim) && { session: { found: found.session } }),
      ...(!mayAsk && { voter: { found: found.voter } }),
      ...(!captchaIsAnswered(found.captcha, claim) && { captcha: { found: found.captcha } }),
      ...(!phoneIsFree(found.phone, claim) && { phone: { found: found.phone } }),
    }
    if (Object.keys(failed).length > 0 || reissues.has(reissue.reissueId)) {
      return { outcome: 'refused', ...refusalOf(failed, claim) }
    }
    const { reissueId, phoneHash, voterId } = reissue
    const voter = existing(voters, voterId)
    voters.set(voterId, {
      ...voter,
      reissueCount: voter.reissueCount + 1,
      pendingReissueId: reissueId,
      latestReissueId: reissueId,
    })
    phones.set(phoneHash, {
      phoneHash,
      voterId,
      reissueCount: (found.phone?.reissueCount ?? 0) + 1,
    })
    attempts.delete(identityAttempts.attemptKey)
    reissues.set(reissueId, copyOfReissue(reissue))
    return { outcome: 'accepted' }
  }

  function start(reissueId: string, { owner, from, until }: Lease): SendingStart {
    const found = reissues.get(reissueId)
    if (!found) return { outcome: 'absent' }
    if (!isUnderWay(found.state)) return { outcome: 'over' }
    const { leaseEndsAt, leaseOwner, ...reissue } = found
    const comesAgain =
      leaseOwner?.queueMessageId === owner.queueMessageId &&
      leaseOwner.receiveCount < owner.receiveCount
    if (leaseEndsAt && leaseEndsAt > from && !comesAgain) return { outcome: 'busy' }
    if (reissue.state === 'accepted') {
      reissue.state = 'sending'
      reissue.history = [...reissue.history, { state: 'sending', at: from }]
      reissue.smsDueAt = secondsLater(from, queueAllowanceSeconds)
    }
    reissues.set(reissueId, { ...reissue, leaseEndsAt: until, leaseOwner: owner })
    return { outcome: 'started', reissue: copyOfReissue(reissue) }
  }

  /** Moves a request on; false when it does not stand where the move starts. */
  function move(
    { reissueId }: Reissue,
    from: ReissueState,
    step: { state: ReissueState; at: Date },
    result: Partial<Reissue> = {},
  ): boolean {
    const found = existing(reissues, reissueId)
    if (found.state !== from) return false
    const {
      sealedPhone: _,
      smsDueAt: __,
      leaseEndsAt: ___,
      leaseOwner: ____,
      heldOn: _____,
      ...kept
    } = found
    const history = [...kept.history, step]
    reissues.set(reissueId, { ...kept, ...result, state: step.state, history })
    return true
  }

  /** Whether this one ends it; false when it was over already. */
  function end(
    reissue: Reissue,
    step: { state: ReissueState; at: Date },
    result: Partial<Reissue>,
  ): boolean {
    const { reissueId, voterId } = reissue
    const { state } = existing(reissues, reissueId)
    if (!isUnderWay(state)) return false
    if (state !== 'sending' || voters.get(voterId)?.pendingReissueId !== reissueId) {
      throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
    }
    return move(reissue, 'sending', step, result)
  }

  function giveBack(
    { reissueId, voterId, phoneHash }: Reissue,
    changes: Partial<Voter> = {},
  ): void {
    const { pendingReissueId, ...voter } = existing(voters, voterId)
    const pending = pendingReissueId !== undefined && pendingReissueId !== reissueId
    voters.set(voterId, {
      ...voter,
      ...(pending && { pendingReissueId }),
      ...changes,
      reissueCount: voter.reissueCount - 1,
    })
    const phone = existing(phones, phoneHash)
    if (phone.voterId !== voterId || phone.reissueCount === 0) {
      throw new Error(`Reissue ${reissueId} and its phone contradict each other`)
    }
    phones.set(phoneHash, { ...phone, reissueCount: phone.reissueCount - 1 })
  }

  const countsOf = ({ day }: SmsDay) => smsDays.get(day) ?? { smsCount: 0, heldCount: 0 }

  const tables: Tables = {
    voters: {
      async find(voterId) {
        const voter = voters.get(voterId)
        return voter && copyOfVoter(voter)
      },
      async enrol(voter) {
        if (voters.has(voter.voterId)) return 'already-enrolled'
        voters.set(voter.voterId, copyOfVoter(voter))
        return 'enrolled'
      },
    },
    sessions: {
      async open(session) {
        sessions.set(session.tokenHash, { ...session })
      },
      async findSpace({ tokenHash }) {
        const session = sessions.get(tokenHash)
        return session?.kind === 'space' ? ({ ...session } as SpaceSession) : undefined
      },
      async findBooth({ tokenHash }) {
        const session = sessions.get(tokenHash)
        return session?.kind === 'booth' ? ({ ...session } as BoothSession) : undefined
      },
      async prolong({ tokenHash, voterId }, until) {
        const session = sessions.get(tokenHash)
        if (session?.voterId !== voterId || session.expiresAt >= until) return
        sessions.set(tokenHash, { ...session, expiresAt: until })
      },
      async close({ tokenHash, voterId }) {
        if (sessions.get(tokenHash)?.voterId === voterId) sessions.delete(tokenHash)
      },
    },
    captchas: {
      async keep(captcha) {
        if (captchas.has(captcha.captchaId)) throw new Error('A captcha has this id already')
        captchas.set(captcha.captchaId, { ...captcha })
      },
      async answer({ captchaId, codeHash, owner }, now) {
        const found = captchas.get(captchaId)
        if (!found || found.voterId !== owner || found.reissueId !== undefined) return false
        captchas.delete(captchaId)
        return found.codeHash === codeHash && found.expiresAt > now
      },
    },
    attempts: {
      async charge(counter, now) {
        const { attemptKey } = counter
        const found = attempts.get(attemptKey)
        const instant = allowedAt(counter, found)
        if (instant && instant > now) return { taken: false, allowedAt: instant }
        attempts.set(attemptKey, {
          attempts: (found?.attempts ?? 0) + 1,
          lastAt: now,
          previousAt: found?.lastAt ?? now,
        })
        return { taken: true }
      },
      async refund({ attemptKey }) {
        const found = attempts.get(attemptKey)
        if (!found?.previousAt || found.attempts === 0) return
        const { previousAt } = found
        attempts.set(attemptKey, {
          attempts: found.attempts - 1,
          lastAt: previousAt,
          previousAt,
        })
      },
      async clear({ attemptKey }) {
        attempts.delete(attemptKey)
      },
    },
    reissueRequests: {
      admit: async (claim) => admit(claim),
      accept: async (claim) => accept(claim),
    },
    reissues: {
      async find(reissueId) {
        const found = reissues.get(reissueId)
        if (!found) return undefined
        const { leaseEndsAt: _, leaseOwner: __, ...reissue } = found
        return copyOfReissue(reissue)
      },
    },
    sendings: {
      start: async (reissueId, lease) => start(reissueId, lease),
      async complete(reissue, { identifierHash, messageId, at }) {
        const sent = { messageId, mailDueAt: mailDueOf(at) }
        if (!end(reissue, { state: 'sent', at }, sent)) return 'already-over'
        const { pendingReissueId: _, ...voter } = existing(voters, reissue.voterId)
        voters.set(voter.voterId, { ...voter, identifierHash })
        return 'completed'
      },
      async fail(reissue, failure, at) {
        if (!end(reissue, { state: 'failed', at }, { failure })) return 'already-over'
        giveBack(reissue)
        return 'failed'
      },
      async hold(reissueId, { day, now, until, expectedAt }) {
        const found = reissues.get(reissueId)
        const isFree =
          found?.state === 'accepted' || (found?.leaseEndsAt && found.leaseEndsAt <= now)
        if (!found?.smsDueAt || !isFree) return false
        reissues.set(reissueId, { ...found, heldOn: day, smsDueAt: until, expectedAt })
        return true
      },
    },
    smsReceipts: {
      async findReissue(messageId) {
        const found = [...reissues.values()].find((one) => one.messageId === messageId)
        return found && tables.reissues.find(found.reissueId)
      },
      async recordDelivery(reissueId, at) {
        const reissue = existing(reissues, reissueId)
        return move(reissue, 'sent', { state: 'delivered', at }) ? 'recorded' : 'unchanged'
      },
      async recordFailure(reissue, failure, at) {
        if (!move(reissue, 'sent', { state: 'failed', at }, { failure })) return 'unchanged'
        giveBack(reissue)
        return 'recorded'
      },
    },
    cancellations: {
      async cancel(reissue, at) {
        const mailDueAt = mailDueOf(at)
        if (!move(reissue, 'accepted', { state: 'cancelled', at }, { mailDueAt })) {
          return { stands: existing(reissues, reissue.reissueId).state }
        }
        const { sessionEpoch } = existing(voters, reissue.voterId)
        giveBack(reissue, { passwordChangeRequired: true, sessionEpoch: sessionEpoch + 1 })
        return 'cancelled'
      },
    },
    smsDays: {
      async count(day, cap) {
        const counts = countsOf(day)
        if (counts.smsCount >= cap) return false
        smsDays.set(day.day, { ...counts, smsCount: counts.smsCount + 1 })
        return true
      },
      async uncount(day) {
        const counts = countsOf(day)
        smsDays.set(day.day, { ...counts, smsCount: counts.smsCount - 1 })
      },
      async countHeld(day) {
        const counts = countsOf(day)
        smsDays.set(day.day, { ...counts, heldCount: counts.heldCount + 1 })
        return counts.heldCount + 1
      },
      async uncountHeld(day) {
        const counts = countsOf(day)
        smsDays.set(day.day, { ...counts, heldCount: counts.heldCount - 1 })
      },
      find: async (day) => ({ ...countsOf(day) }),
    },
    smsSlots: {
      async reserve({ day }, earliest, slotSeconds) {
        line = Math.max(earliest.getTime(), line) + slotSeconds * 1000
        requests.set(day, (requests.get(day) ?? 0) + 1)
        return { moment: new Date(line), reserved: requests.get(day) ?? 0 }
      },
      async release({ day }, slotSeconds) {
        line -= slotSeconds * 1000
        requests.set(day, (requests.get(day) ?? 0) - 1)
      },
    },
    reissueMails: {
      async settle(reissueId, news) {
        const found = reissues.get(reissueId)
        if (!found || (news === 'asked' && !isUnderWay(found.state))) return
        const { mailDueAt: _, ...settled } = found
        reissues.set(reissueId, settled)
      },
    },
    passwordLinks: {
      async find(voterId) {
        const link = passwordLinks.get(voterId)
        return link && structuredClone(link)
      },
      async replace(found, link) {
        if (passwordLinks.get(link.voterId)?.version !== found?.version) return false
        passwordLinks.set(link.voterId, structuredClone(link))
        return true
      },
      async settle({ voterId, version }) {
        const link = passwordLinks.get(voterId)
        if (link?.version !== version) return
        const { previous: _, ...kept } = link
        passwordLinks.set(voterId, { ...kept, mailed: true })
      },
    },
    passwords: {
      async set({ voterId, tokenHash, passwordHash, renews, at }) {
        const link = passwordLinks.get(voterId)
        const voter = voters.get(voterId)
        const isUnchanged = voter && (voter.passwordHash !== undefined) === renews
        if (!link || !isGood(link, tokenHash, at) || !isUnchanged) return 'link-expired'
        const { newest: _, previous: ___, ...used } = link
        passwordLinks.set(voterId, { ...used, version: link.version + 1 })
        const { passwordChangeRequired: __, ...kept } = voter
        voters.set(voterId, {
          ...kept,
          passwordHash,
          passwordSetAt: at,
          ...(renews && { passwordRenewedAt: at }),
          sessionEpoch: voter.sessionEpoch + 1,
        })
        return 'set'
      },
    },
    notices: {
      async claim(voterId, at) {
        const voter = voters.get(voterId)
        if (!voter?.passwordRenewedAt) return false
        if (voter.bothFactorsLostToldAt && voter.bothFactorsLostToldAt >= voter.passwordRenewedAt) {
          return false
        }
        voters.set(voterId, { ...voter, bothFactorsLostToldAt: at })
        return true
      },
      async release(voterId, at) {
        const { bothFactorsLostToldAt, ...voter } = existing(voters, voterId)
        if (bothFactorsLostToldAt?.getTime() === at.getTime()) voters.set(voterId, voter)
      },
    },
    overdueReissues: {
      async *overdue(obligation: Obligation, now: Date) {
        const dueAt = (reissue: Reissue) =>
          reissue[dueAttributes[obligation]]?.getTime() ?? Infinity
        const overdue = [...reissues.values()]
          .filter((reissue) => dueAt(reissue) < now.getTime())
          .sort((one, other) => dueAt(one) - dueAt(other))
        for (const { reissueId, requestedAt } of overdue) yield { reissueId, requestedAt }
      },
      async postpone(reissueId, obligation, dueAt) {
        const found = reissues.get(reissueId)
        const present = found?.[dueAttributes[obligation]]
        if (!found || !present || present >= dueAt) return
        reissues.set(reissueId, { ...found, [dueAttributes[obligation]]: dueAt })
      },
    },
  }

  return {
    ...tables,
    /** What a test looks at. Asking for a line that is not there is a mistake of the test. */
    look: {
      voter: (voterId: string) => structuredClone(existing(voters, voterId)),
      reissue: (reissueId: string) => structuredClone(existing(reissues, reissueId)),
      phone: (phoneHash: string) => structuredClone(existing(phones, phoneHash)),
      phoneUses: (phoneHash: string) => phones.get(phoneHash)?.reissueCount ?? 0,
      captcha: (captchaId: string) => structuredClone(existing(captchas, captchaId)),
      session: (tokenHash: string) => structuredClone(existing(sessions, tokenHash)),
      tries: ({ attemptKey }: AttemptCounter) => attempts.get(attemptKey)?.attempts ?? 0,
      /** All that a request can consume. */
      consumption: () => structuredClone({ voters, phones, reissues }),
      everything: () =>
        structuredClone({
          passwordLinks,
          voters,
          sessions,
          captchas,
          attempts,
          phones,
          reissues,
          smsDays,
        }),
    },
    /** Changes a line from outside, as an import or the lapse of time would. */
    alter: {
      voter(voterId: string, changes: Partial<Voter>) {
        voters.set(voterId, { ...existing(voters, voterId), ...changes })
      },
      phone(use: PhoneUse) {
        phones.set(use.phoneHash, use)
      },
    },
  }
}

export type InMemoryTables = ReturnType<typeof inMemoryTables>

// Structured clones take a fifth of the time of 100,000 histories.
function copyOfReissue(reissue: Reissue): Reissue {
  return { ...reissue, history: reissue.history.map((step) => ({ ...step })) }
}

function copyOfVoter(voter: Voter): Voter {
  return { ...voter, ballots: [...voter.ballots] }
}

function existing<Line>(lines: Map<string, Line>, key: string): Line {
  const line = lines.get(key)
  if (!line) throw new Error(`There is no line ${key} in this table`)
  return line
}
