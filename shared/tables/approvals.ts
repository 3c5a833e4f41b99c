import type { Approval } from '../domain/approval.ts'
import type { ExpiringItem, Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type ApprovalItem = Stored<Approval> & ExpiringItem

export const approvalsTable = {
  constructId: 'Approvals',
  description: 'A request that a second person must approve.',
  partitionKey: { name: 'approvalKey', type: 'string' },
  sortKey: { name: 'requester', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    approvalKey: '`staff` or `team`, kind and target, such as a voter or the vote',
    requester: 'name of the requester in lower case; one request per person and key',
    approvalId: 'random; also the id of the intervention that records the request',
    kind: 'as in Interventions',
    by: 'role and name of the requester',
    reason: "reason in the requester's words",
    subject: 'as in Interventions',
    detail: 'description shown to the approver, without typed values',
    from: "keyed hash of the requester's network",
    action: 'keyed hash of everything that would be done',
    state: 'digest of the state that the request is based on',
    askedAt: 'when the request was made',
    expiresAt: 'when the time to approve it ends',
    proof: 'keyed hash of all attributes above',
    approver:
      'approver, instant, reason, keyed hash of their network, and keyed hash of these and `proof`',
    endedAt: 'when an action of several steps was complete',
    ttl: 'seconds; a day after the approval or, without one, after expiry',
  },
  retention: 'until `ttl`. The two people may resume an incomplete approved action until then.',
} as const satisfies TableDefinition<ApprovalItem>
