import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsDay } from '../../domain/sms/sms-day.ts'
import { type SmsDayItem, smsDayTtl } from '../../tables/sms-days.ts'
import { updateIf } from '../dynamo-writes.ts'

/**
 * Changes an item of the table of days, which keeps it for three months.
 * @returns the item as it is then; undefined when the condition stood against it
 */
export async function updateDay<Item extends SmsDayItem>(
  database: DynamoDBDocumentClient,
  table: string,
  day: SmsDay,
  key: string,
  change: { set?: string; add?: string; values: Record<string, number>; onlyIf?: string },
): Promise<Item | undefined> {
  const { written, item } = await updateIf<Item>(database, {
    TableName: table,
    Key: { day: key },
    UpdateExpression: [
      'SET #ttl = :ttl',
      ...(change.set ? [`, ${change.set}`] : []),
      ...(change.add ? [` ADD ${change.add}`] : []),
    ].join(''),
    ConditionExpression: change.onlyIf,
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':ttl': smsDayTtl(day), ...change.values },
    ReturnValues: 'ALL_NEW',
  })
  return written ? item : undefined
}
