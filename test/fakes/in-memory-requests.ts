import {
  acceptanceRules,
  admissionRules,
  type Decision,
  type ReissueClaim,
  type ReissueRequests,
  refusalOf,
} from '../../shared/domain/reissue/reissue-rules.ts'
import { copyOfReissue, existing, type State } from './in-memory-state.ts'

export function inMemoryRequests(state: State): ReissueRequests {
  const { voters, sessions, captchas, attempts, phones, reissues } = state

  function found({ session, identityAttempts, captcha, reissue }: ReissueClaim) {
    return {
      session: { item: sessions.get(session.tokenHash) },
      voter: { item: voters.get(session.voterId) },
      attempts: { item: attempts.get(identityAttempts.attemptKey) },
      captcha: { item: captchas.get(captcha.captchaId) },
      phone: { item: phones.get(reissue.phoneHash) },
    }
  }

  function admit(claim: ReissueClaim): Decision<'admitted'> {
    const refusal = refusalOf(admissionRules, found(claim), claim)
    if (refusal) return { outcome: 'refused', ...refusal }
    const { attemptKey } = claim.identityAttempts
    const counted = attempts.get(attemptKey)
    attempts.set(attemptKey, {
      attempts: (counted?.attempts ?? 0) + 1,
      lastAt: claim.now,
      previousAt: counted?.lastAt ?? claim.now,
    })
    const { captchaId } = claim.captcha
    const { reissueId } = claim.reissue
    captchas.set(captchaId, { ...existing(captchas, captchaId), reissueId })
    return { outcome: 'admitted' }
  }

  function accept(claim: ReissueClaim): Decision<'accepted'> {
    const refusal = refusalOf(acceptanceRules, found(claim), claim)
    if (refusal) return { outcome: 'refused', ...refusal }
    const { reissueId, phoneHash, voterId } = claim.reissue
    if (reissues.has(reissueId)) throw new Error('No rule refuses an id that has served already')
    const voter = existing(voters, voterId)
    voters.set(voterId, {
      ...voter,
      reissueCount: voter.reissueCount + 1,
      smsCount: (voter.smsCount ?? 0) + 1,
      pendingReissueId: reissueId,
      latestReissueId: reissueId,
    })
    const phone = phones.get(phoneHash)
    phones.set(phoneHash, {
      ...phone,
      phoneHash,
      voterId,
      reissueCount: (phone?.reissueCount ?? 0) + 1,
      smsCount: (phone?.smsCount ?? 0) + 1,
    })
    attempts.delete(claim.identityAttempts.attemptKey)
    reissues.set(reissueId, copyOfReissue(claim.reissue))
    return { outcome: 'accepted' }
  }

  function undo({ identityAttempts, captcha, reissue: { reissueId } }: ReissueClaim) {
    if (reissues.has(reissueId)) return 'accepted'
    const found = captchas.get(captcha.captchaId)
    if (found?.reissueId !== reissueId) return 'undone'
    const { reissueId: _, ...code } = found
    captchas.set(captcha.captchaId, code)
    const { attemptKey } = identityAttempts
    const count = attempts.get(attemptKey)
    if (count && count.attempts > 0) {
      const lastAt = count.previousAt ?? count.lastAt
      attempts.set(attemptKey, {
        ...count,
        attempts: count.attempts - 1,
        ...(lastAt && { lastAt }),
      })
    }
    return 'undone'
  }

  return {
    undo: async (claim) => undo(claim),
    admit: async (claim) => admit(claim),
    accept: async (claim) => accept(claim),
  }
}
