import { mayPrintFor, type PrintedNotices } from '../../shared/domain/staff/printed-notice.ts'
import type { TakenPhones, VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { existing, type State } from './in-memory-state.ts'

export function inMemoryVoterGrants({ voters }: State): VoterGrants {
  return {
    async liftWait(voterId, at) {
      const voter = voters.get(voterId)
      if (voter) voters.set(voterId, { ...voter, waitLiftedAt: at })
    },
    async liftBothLost(seen) {
      const found = voters.get(seen.voterId)
      if (!found) return false
      const { passwordRenewedAt, repairedAt, ...voter } = found
      const isSame = (one: Date | undefined, other: Date | undefined) =>
        one?.getTime() === other?.getTime()
      if (!isSame(passwordRenewedAt, seen.passwordRenewedAt)) return false
      if (!isSame(repairedAt, seen.repairedAt)) return false
      voters.set(seen.voterId, voter)
      return true
    },
  }
}

export function inMemoryTakenPhones({ voters }: State): TakenPhones {
  return {
    async note(voterId, phone) {
      const voter = voters.get(voterId)
      if (voter) voters.set(voterId, { ...voter, takenPhone: phone })
    },
    async forget(voterId, { phoneHash }) {
      const { takenPhone, ...voter } = existing(voters, voterId)
      if (takenPhone?.phoneHash === phoneHash) voters.set(voterId, voter)
    },
  }
}

export function inMemoryPrintedNotices({ voters }: State): PrintedNotices {
  return {
    async print(seen, renewed, claim) {
      const found = voters.get(seen.voterId)
      if (!found || found.removedAt || found.identifierHash !== seen.identifierHash) return false
      if (!mayPrintFor(found, claim)) return false
      const { formerIdentifierHash, formerIdentifierReissueId, ...kept } = found
      const { identifierReissueId, noticeOperationId, noticeReturnedAt, ...voter } = kept
      const { identifierHash, noticeNumber, noticeRenewedAt, noticeWishId } = renewed
      const notice = { identifierHash, noticeNumber, noticeRenewedAt, noticeWishId }
      const reissueCount = voter.reissueCount + 1
      voters.set(seen.voterId, { ...voter, ...notice, reissueCount } as Voter)
      return true
    },
  }
}
