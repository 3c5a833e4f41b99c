import { mayPrintFor, type PrintedNotices } from '../../shared/domain/staff/printed-notice.ts'
import {
  mayLiftWait,
  recentWaitLifts,
  type VoterGrants,
} from '../../shared/domain/staff/voter-grants.ts'
import type { TakenPhones } from '../../shared/domain/voter/taken-phones.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { type Consents, writeApproval } from './in-memory-approvals.ts'
import { existing, type State } from './in-memory-state.ts'

export function inMemoryVoterGrants({ voters }: State, consents: Consents): VoterGrants {
  return {
    async liftWait(seen, at) {
      const voter = voters.get(seen.voterId)
      if (!voter || String(voter.waitsLiftedAt) !== String(seen.waitsLiftedAt)) return false
      if (!mayLiftWait(voter, at)) return false
      const waitsLiftedAt = [...recentWaitLifts(voter, at), at]
      voters.set(seen.voterId, { ...voter, waitLiftedAt: at, waitsLiftedAt })
      return true
    },
    async liftBothLost(seen, use) {
      const found = voters.get(seen.voterId)
      if (!found) return false
      const { passwordRenewedAt, repairedAt, ...voter } = found
      const isSame = (one: ElectionInstant | undefined, other: ElectionInstant | undefined) =>
        one?.getTime() === other?.getTime()
      if (!isSame(passwordRenewedAt, seen.passwordRenewedAt)) return false
      if (!isSame(repairedAt, seen.repairedAt)) return false
      if (!writeApproval(consents, use)) return false
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

export function inMemoryPrintedNotices({ voters }: State, consents: Consents): PrintedNotices {
  return {
    async print(seen, renewed, claim, use) {
      const found = voters.get(seen.voterId)
      if (!found || found.removedAt || found.identifierHash !== seen.identifierHash) return false
      if (!mayPrintFor(found, claim)) return false
      if (!writeApproval(consents, use)) return false
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
