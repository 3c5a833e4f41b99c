import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SmsDay } from '../domain/sms-day.ts'
import { smsDayTtl } from '../tables/sms-days.ts'

/**
 * Changes an item of the table of days, which keeps it for three months.
 * @returns the item as it is then; undefined when the condition stood against it
 */
export async function updateDay(
  database: DynamoDBDocumentClient,
  table: string,
  day: SmsDay,
  key: string,
  change: { set?: string; add?: string; values: Record<string, number>; onlyIf?: string },
): Promise<Record<string, number> | undefined> {
  try {
    const { Attributes } = await database.send(
      new UpdateCommand({
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
      }),
    )
    return Attributes
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}
