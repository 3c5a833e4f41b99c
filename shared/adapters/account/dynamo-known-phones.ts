import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { KnownPhones } from '../../domain/account/phone-registration.ts'
import { transact } from '../dynamo-writes.ts'
import {
  type PhoneChangeItems,
  type PhoneTables,
  phoneChangeOutcome,
  phoneChangeWrites,
} from './phone-writes.ts'

export function dynamoKnownPhones(
  database: DynamoDBDocumentClient,
  tables: PhoneTables,
): KnownPhones {
  return {
    async change(voter, after, now) {
      const writes = phoneChangeWrites(tables, voter, after, now)
      return phoneChangeOutcome(await transact<PhoneChangeItems>(database, writes))
    },
  }
}
