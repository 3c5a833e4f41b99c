import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { FailedMails } from '../../domain/voter/voter.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoFailedMails(database: DynamoDBDocumentClient, table: string): FailedMails {
  return {
    async record(voterId, { mailedAt, ...failure }) {
      const { isWritten } = await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'SET mailFailure = :failure',
        ConditionExpression: [
          '(addressId = :addressId OR (attribute_not_exists(addressId) AND voterId = :addressId))',
          '(attribute_not_exists(mailClearedAt) OR mailClearedAt < :mailedAt)',
          `(attribute_not_exists(mailFailure) OR mailFailure.addressId <> :addressId OR ${
            failure.final
              ? 'attribute_not_exists(mailFailure.#final)'
              : '(attribute_not_exists(mailFailure.#final) AND mailFailure.#at < :at)'
          })`,
        ].join(' AND '),
        values: {
          failure,
          addressId: failure.addressId,
          mailedAt,
          ...(!failure.final && { at: failure.at }),
        },
      })
      return isWritten
    },

    async clear(voterId, { addressId }, at) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'SET mailClearedAt = :at REMOVE mailFailure',
        // Does not name the voter's `addressId`, since IAM lets a role that may name an attribute also change it.
        ConditionExpression: 'mailFailure.addressId = :addressId',
        values: { at, addressId },
      })
    },
  }
}
