import type { Voter } from '../domain/voter.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type VoterItem = Stored<Voter>

export const votersTable = {
  constructId: 'Voters',
  holds: 'A voter of the electoral roll, and what they have consumed.',
  partitionKey: { name: 'voterId', type: 'string' },
  indexes: {},
  attributes: {
    voterId: 'keyed hash of the e-mail address',
    email: 'the work mailbox',
    firstName: 'as on the roll',
    lastName: 'as on the roll',
    ballots: 'ids of the ballots they take part in',
    passwordHash: 'argon2id; absent until the first connection',
    identityHash: 'keyed hash of NUMEN and birth date together',
    identifierHash: 'keyed hash of the only identifier that is valid',
    reissueCount: 'reissues that count against the limit',
    pendingReissueId: 'the reissue that is under way',
    latestReissueId: 'the last one that was accepted',
    passwordChangeRequired: 'a reissue was cancelled: no other before a new password',
    sessionEpoch: 'one more for whatever ends all sessions',
    passwordSetAt: 'when a password was last chosen',
    passwordRenewedAt: 'when a forgotten password was last replaced',
    bothFactorsLostToldAt: 'when an e-mail last said that no reissue is possible yet',
  },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<VoterItem>

export function toVoterItem(voter: Voter): VoterItem {
  const { passwordSetAt, passwordRenewedAt, bothFactorsLostToldAt, ...rest } = voter
  return {
    ...rest,
    ...(passwordSetAt && { passwordSetAt: passwordSetAt.toISOString() }),
    ...(passwordRenewedAt && { passwordRenewedAt: passwordRenewedAt.toISOString() }),
    ...(bothFactorsLostToldAt && { bothFactorsLostToldAt: bothFactorsLostToldAt.toISOString() }),
  }
}

export function fromVoterItem(item: VoterItem): Voter {
  const { passwordSetAt, passwordRenewedAt, bothFactorsLostToldAt, ...rest } = item
  return {
    ...rest,
    ...(passwordSetAt && { passwordSetAt: new Date(passwordSetAt) }),
    ...(passwordRenewedAt && { passwordRenewedAt: new Date(passwordRenewedAt) }),
    ...(bothFactorsLostToldAt && { bothFactorsLostToldAt: new Date(bothFactorsLostToldAt) }),
  }
}
