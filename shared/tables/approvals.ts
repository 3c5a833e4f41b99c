import type { Approval } from '../domain/approval.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import type { Expiring } from './time-to-live.ts'

export type ApprovalItem = Stored<Approval> & Expiring

export const approvalsTable = {
  constructId: 'Approvals',
  holds:
    'What one person asks for that another must approve. The ledger has it from Interventions.',
  partitionKey: { name: 'approvalKey', type: 'string' },
  sortKey: { name: 'requester', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    approvalKey: '`staff` or `team`, kind and target: a voter, the vote, a stack',
    requester: 'who asked, in lower case: each has one request per key',
    approvalId: 'random; the intervention that tells the request has the same',
    kind: 'as the intervention',
    by: 'role and name of whoever asked',
    reason: 'why, in their words',
    subject: 'as the intervention',
    detail: 'what the approver is shown of the action: nothing that was typed',
    from: 'keyed hash of the network',
    action: 'keyed hash of everything that would be done',
    state: 'digest of the state that it rests on',
    askedAt: 'when',
    expiresAt: 'until when it can be approved',
    proof: 'keyed hash of all of the above',
    approver: 'who approved, when, from which network and why, with a keyed hash of that',
    usedAt: 'when it was used',
    endedAt: 'when what takes several steps was over',
    ttl: 'seconds; a day after it has expired',
  },
  stays: 'for a day: until then the two people may go on with what they began.',
} as const satisfies TableDefinition<ApprovalItem>
