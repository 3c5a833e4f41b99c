import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { VoteReading } from '../../domain/staff/vote-reading.ts'
import { scanItems } from '../dynamo-reads.ts'

/** Reads who of the team asked for what still waits for another person. */
export async function pendingApprovals(
  database: DynamoDBDocumentClient,
  table: string,
  now: WallInstant,
): Promise<NonNullable<VoteReading['pending']>> {
  const items = scanItems<{ kind: string; by: string; expiresAt: string }>(database, {
    TableName: table,
    FilterExpression:
      'begins_with(approvalKey, :team) AND expiresAt > :now AND attribute_not_exists(approver)',
    ProjectionExpression: 'kind, #by, expiresAt',
    ExpressionAttributeNames: { '#by': 'by' },
    ExpressionAttributeValues: { ':team': 'team/', ':now': now.toISOString() },
  })
  return Array.fromAsync(items, ({ kind, by, expiresAt }) => ({
    ...{ kind, by, until: new Date(expiresAt) },
  }))
}
