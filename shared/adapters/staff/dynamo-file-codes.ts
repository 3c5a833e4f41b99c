import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { FileCodes } from '../../domain/staff/file-code.ts'
import { requesterOf } from '../../domain/staff/staff-approval.ts'
import type { FileCodeItem } from '../../tables/file-codes.ts'
import { toStored, wallTtlOf } from '../../tables/stored.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoFileCodes(database: DynamoDBDocumentClient, table: string): FileCodes {
  return {
    async store({ codeHash, ...target }, now) {
      const { voterId, expiresAt } = target
      const ttl = wallTtlOf(expiresAt)
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: { fileKey: codeHash, ...toStored(target), ttl } satisfies FileCodeItem,
        ConditionExpression: 'attribute_not_exists(fileKey) OR expiresAt <= :now',
        values: { now },
      })
      if (!isWritten) return false
      // If DynamoDB's answer is lost, the replaced code stays usable until it expires.
      const { item } = await updateIf<FileCodeItem>(database, table, 'fileKey', voterId, {
        UpdateExpression: 'SET codeHash = :codeHash, #ttl = :ttl',
        values: { codeHash, ttl },
        ReturnValues: 'ALL_OLD',
      })
      if (item?.codeHash && item.codeHash !== codeHash) {
        await deleteIf(database, table, 'fileKey', item.codeHash, {
          ConditionExpression: 'voterId = :voterId',
          values: { voterId },
        })
      }
      return true
    },

    async consume(codeHash, now, person) {
      const isSupervisor = person.role === 'supervisor'
      const { item } = await deleteIf<FileCodeItem>(database, table, 'fileKey', codeHash, {
        ConditionExpression: [
          'expiresAt > :now AND (attribute_not_exists(approval)',
          ...(isSupervisor ? [' OR approval.requester <> :person'] : []),
          ')',
        ].join(''),
        values: { now, ...(isSupervisor && { person: requesterOf(person) }) },
        ReturnValues: 'ALL_OLD',
      })
      const { voterId, approval } = item ?? {}
      return voterId === undefined ? undefined : { voterId, ...(approval && { approval }) }
    },
  }
}
