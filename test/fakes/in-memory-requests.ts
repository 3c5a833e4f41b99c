import type { Decision, ReissueRequests } from '../../shared/domain/ports.ts'
import {
  acceptanceRules,
  admissionRules,
  type ReissueClaim,
  refusalOf,
} from '../../shared/domain/reissue-rules.ts'
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
      pendingReissueId: reissueId,
      latestReissueId: reissueId,
    })
    const reissueCount = (phones.get(phoneHash)?.reissueCount ?? 0) + 1
    phones.set(phoneHash, { phoneHash, voterId, reissueCount })
    attempts.delete(claim.identityAttempts.attemptKey)
    reissues.set(reissueId, copyOfReissue(claim.reissue))
    return { outcome: 'accepted' }
  }

  return { admit: async (claim) => admit(claim), accept: async (claim) => accept(claim) }
}
