import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import {
  type Approval,
  type ApprovalChange,
  type Approvals,
  isOpen,
  resumableSeconds,
} from '../domain/approval.ts'
import { secondsLater } from '../domain/instants.ts'
import type { Intervention } from '../domain/ledger/intervention.ts'
import type { ApprovalItem } from '../tables/approvals.ts'
import type { InterventionItem } from '../tables/interventions.ts'
import { fromExpiringItem, toStored, wallTtlOf } from '../tables/stored.ts'
import { queryItems, readItem, scanItems } from './dynamo-reads.ts'
import { transact, type Write } from './dynamo-writes.ts'

export interface ApprovalTables {
  approvals: string
  interventions: string
}

export function dynamoApprovals(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables,
): Approvals {
  return {
    async find(approvalKey, requester) {
      const key = { approvalKey, requester }
      const item = await readItem<ApprovalItem>(database, tables.approvals, key)
      return item && fromExpiringItem<Approval>(item)
    },

    async findAll(approvalKey) {
      const items = queryItems<ApprovalItem>(database, {
        ...{ TableName: tables.approvals, ConsistentRead: true, values: { approvalKey } },
        KeyConditionExpression: 'approvalKey = :approvalKey',
      })
      return Array.fromAsync(items, fromExpiringItem<Approval>)
    },

    async write(change) {
      return (await transact(database, approvalWrites(tables, change))) === undefined
    },
  }
}

export async function pendingApprovals(
  database: DynamoDBDocumentClient,
  table: string,
  now: WallInstant,
): Promise<{ kind: string; by: string; until: Date }[]> {
  const items = scanItems<ApprovalItem>(database, {
    TableName: table,
    FilterExpression: 'begins_with(approvalKey, :team)',
    values: { team: 'team/' },
  })
  const approvals = await Array.fromAsync(items, fromExpiringItem<Approval>)
  return approvals
    .filter((approval) => isOpen(approval, now))
    .map(({ kind, by, expiresAt }) => ({ kind, by, until: expiresAt }))
}

export function approvalWrites(
  tables: ApprovalTables,
  { before, after, intervention }: ApprovalChange,
): Record<'approval' | 'intervention', Write> {
  const ttl = wallTtlOf(secondsLater(after.approver?.at ?? after.expiresAt, resumableSeconds))
  return {
    approval: {
      Put: {
        TableName: tables.approvals,
        Item: { ...toStored(after), ttl } satisfies ApprovalItem,
        ...storedCondition(before),
      },
    },
    intervention: interventionWrite(tables, intervention),
  }
}

export const interventionWrite = (
  { interventions }: Pick<ApprovalTables, 'interventions'>,
  intervention: Intervention,
): Write => ({
  Put: {
    TableName: interventions,
    Item: toStored(intervention) satisfies InterventionItem,
    ConditionExpression: 'attribute_not_exists(interventionId)',
  },
})

/** The approver's proof covers the request's proof, so comparing one proof is enough. */
function storedCondition(before: Approval | undefined) {
  if (!before) return { ConditionExpression: 'attribute_not_exists(approvalKey)' }
  const { proof, approver } = before
  return {
    ConditionExpression: approver
      ? 'approver.proof = :proof'
      : 'proof = :proof AND attribute_not_exists(approver)',
    values: { proof: approver?.proof ?? proof },
  }
}
