import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { PasswordLinks } from '../../domain/account/password-link.ts'
import {
  fromPasswordLinkItem,
  type PasswordLinkItem,
  toPasswordLinkItem,
} from '../../tables/password-links.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf, updateIf, versionCondition } from '../dynamo-writes.ts'

export function dynamoPasswordLinks(
  database: DynamoDBDocumentClient,
  table: string,
): PasswordLinks {
  return {
    async find(voterId) {
      const item = await readItem<PasswordLinkItem>(database, table, { voterId })
      return item && fromPasswordLinkItem(item)
    },

    async replace(expectedLink, link) {
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: toPasswordLinkItem(link),
        ...versionCondition(expectedLink?.version ?? 0),
      })
      return isWritten
    },

    async markAsMailed({ voterId, version }) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'SET mailed = :mailed REMOVE previous',
        ConditionExpression: 'version = :version',
        values: { mailed: true, version },
      })
    },
  }
}
