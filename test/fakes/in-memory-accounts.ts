import {
  type AttemptCounter,
  type Attempts,
  allowedAt,
} from '../../shared/domain/account/attempts.ts'
import type { Captchas } from '../../shared/domain/account/captcha.ts'
import type { Passwords } from '../../shared/domain/account/password.ts'
import { isGoodLink, type PasswordLinks } from '../../shared/domain/account/password-link.ts'
import type { Sessions } from '../../shared/domain/account/session.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { isKnownIn } from '../../shared/domain/voter/guests.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'
import { copyOfVoter, type State } from './in-memory-state.ts'

export function inMemoryVoters({ voters }: State, mode: ElectionMode): Voters {
  const known = (voterId: string) => {
    const voter = voters.get(voterId)
    return voter && isKnownIn(mode, voter) ? copyOfVoter(voter) : undefined
  }
  return {
    async find(voterId) {
      const voter = known(voterId)
      return voter?.removedAt ? undefined : voter
    },
    async findAddressee(voterId) {
      return known(voterId)
    },
    async enrol(voter) {
      if (voters.has(voter.voterId)) return 'already-enrolled'
      voters.set(voter.voterId, copyOfVoter(voter))
      return 'enrolled'
    },
    async endSessions({ voterId, sessionEpoch }) {
      const voter = voters.get(voterId)
      if (voter?.sessionEpoch !== sessionEpoch) return
      voters.set(voterId, { ...voter, sessionEpoch: sessionEpoch + 1 })
    },
  }
}

export function inMemorySessions({ sessions }: State): Sessions {
  return {
    async open(session) {
      sessions.set(session.tokenHash, { ...session })
    },
    async find({ tokenHash }) {
      const session = sessions.get(tokenHash)
      return session && { ...session }
    },
    async prolong({ tokenHash, voterId }, until) {
      const session = sessions.get(tokenHash)
      if (session?.voterId !== voterId || session.expiresAt >= until) return
      sessions.set(tokenHash, { ...session, expiresAt: until })
    },
    async ofVoter(voterId) {
      return [...sessions.values()].flatMap((session) =>
        session.kind === 'space' && session.voterId === voterId ? [{ ...session }] : [],
      )
    },
    async close({ tokenHash, voterId }) {
      if (sessions.get(tokenHash)?.voterId === voterId) sessions.delete(tokenHash)
    },
  }
}

export function inMemoryCaptchas({ captchas }: State): Captchas {
  return {
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
  }
}

/** DynamoDB refuses what names no item, too. */
function keyOf({ attemptKey }: Pick<AttemptCounter, 'attemptKey'>): string {
  if (!attemptKey) throw new Error('This is no counter')
  return attemptKey
}

export function inMemoryAttempts({ attempts }: State): Attempts {
  return {
    find: async ({ attemptKey }) => attempts.get(attemptKey),

    async charge(counter, now) {
      const { attemptKey } = counter
      const found = attempts.get(attemptKey)
      const instant = allowedAt(counter, found)
      if (instant && instant > now) {
        return { taken: false, allowedAt: instant }
      }
      const count = (found?.attempts ?? 0) + 1
      const previousAt = found?.lastAt ?? now
      attempts.set(attemptKey, { attempts: count, lastAt: now, previousAt })
      return { taken: true, attempts: count }
    },
    async refund(counter) {
      const attemptKey = keyOf(counter)
      const found = attempts.get(attemptKey)
      if (!found?.previousAt || found.attempts < 1) return
      const { previousAt } = found
      attempts.set(attemptKey, { attempts: found.attempts - 1, lastAt: previousAt, previousAt })
    },
    async clear(counter) {
      attempts.delete(keyOf(counter))
    },
    async forget({ attemptKey }, before) {
      const lastAt = attempts.get(attemptKey)?.lastAt
      return lastAt !== undefined && lastAt < before && attempts.delete(attemptKey)
    },
  }
}

export function inMemoryPasswordLinks({ passwordLinks }: State): PasswordLinks {
  return {
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
      const { previous, ...kept } = link
      passwordLinks.set(voterId, { ...kept, mailed: true })
    },
  }
}

export function inMemoryPasswords({ passwordLinks, voters }: State): Passwords {
  return {
    async set({ voterId, tokenHash, passwordHash, renews, at }) {
      const link = passwordLinks.get(voterId)
      const voter = voters.get(voterId)
      const isUnchanged = voter && (voter.passwordHash !== undefined) === renews
      if (!link || !isGoodLink(link, tokenHash, at) || !isUnchanged) return 'link-expired'
      const { newest, previous, ...used } = link
      passwordLinks.set(voterId, { ...used, version: link.version + 1 })
      const { passwordChangeRequired, ...kept } = voter
      voters.set(voterId, {
        ...kept,
        passwordHash,
        passwordSetAt: at,
        ...(renews && { passwordRenewedAt: at }),
        sessionEpoch: voter.sessionEpoch + 1,
      })
      return 'set'
    },
  }
}
