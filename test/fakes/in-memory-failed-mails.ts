import type { DomainFailures } from '../../shared/domain/mail/refusing-domains.ts'
import type { FailedMails } from '../../shared/domain/voter/mail-failure.ts'
import { addressEpoch, mailFailureOf } from '../../shared/domain/voter/voter.ts'
import { existing, type State } from './in-memory-state.ts'

export function inMemoryFailedMails({ voters }: State): FailedMails {
  return {
    async record(voterId, { mailedAt, ...failure }) {
      const voter = existing(voters, voterId)
      const before = mailFailureOf(voter)
      const isFormer = addressEpoch(voter).voterId !== failure.addressId
      const isCleared = voter.mailClearedAt !== undefined && voter.mailClearedAt >= mailedAt
      const isOlder = !failure.final && before !== undefined && before.at >= failure.at
      if (isFormer || isCleared || before?.final || isOlder) return false
      voters.set(voterId, { ...voter, mailFailure: failure })
      return true
    },
    async clear(voterId, { addressId }, at) {
      const { mailFailure, ...voter } = existing(voters, voterId)
      if (mailFailure?.addressId === addressId) voters.set(voterId, { ...voter, mailClearedAt: at })
    },
  }
}

export function inMemoryDomainFailures(): DomainFailures {
  const hours = new Map<string, Map<string, number>>()
  const of = (at: Date) => {
    const hour = at.toISOString().slice(0, 13)
    const counts = hours.get(hour) ?? new Map<string, number>()
    hours.set(hour, counts)
    return counts
  }
  return {
    async count(at, domain) {
      of(at).set(domain, (of(at).get(domain) ?? 0) + 1)
    },
    find: async (at) => new Map(of(at)),
  }
}
