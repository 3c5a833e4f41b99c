import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { belongsToMode, type ElectionMode } from '../../domain/election-mode.ts'
import type { TakenPhones, Voter, Voters } from '../../domain/voter/voter.ts'
import {
  type AddressItem,
  fromVoterItem,
  toVoterItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoVoters(
  database: DynamoDBDocumentClient,
  table: string,
  { mode }: { mode: ElectionMode },
): Voters {
  async function findAddressee(voterId: string): Promise<Voter | undefined> {
    const item = await readItem<VoterItem | AddressItem>(database, table, { voterId })
    if (!item) return undefined
    if ('sameAs' in item) return findAddressee(item.sameAs)
    const voter = fromVoterItem(item)
    return belongsToMode(mode, voter) ? voter : undefined
  }
  return {
    findAddressee,

    async find(voterId) {
      const voter = await findAddressee(voterId)
      return voter?.removedAt ? undefined : voter
    },

    async enrol(voter) {
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      })
      return isWritten ? 'enrolled' : 'already-enrolled'
    },

    async endSessions({ voterId, sessionEpoch }) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'ADD sessionEpoch :one',
        ConditionExpression: 'sessionEpoch = :epoch',
        values: { one: 1, epoch: sessionEpoch },
      })
    },
  }
}

export function dynamoTakenPhones(database: DynamoDBDocumentClient, table: string): TakenPhones {
  return {
    async record(voterId, phone) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'SET takenPhone = :phone',
        ConditionExpression: 'attribute_exists(voterId)',
        values: { phone },
      })
    },

    async clear(voterId, { phoneHash }) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'REMOVE takenPhone',
        ConditionExpression: 'takenPhone.phoneHash = :phoneHash',
        values: { phoneHash },
      })
    },
  }
}
