import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { KeyUses } from '../../domain/account/key-rotation.ts'
import { versionIdOf } from '../../domain/keys.ts'
import { noticeSource } from '../../domain/voter/voter.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { scanItems } from '../dynamo-reads.ts'

export function dynamoKeyUses(
  database: DynamoDBDocumentClient,
  tables: { voters: string; reissues: string },
): KeyUses {
  async function count(query: object): Promise<number> {
    let itemCount = 0
    for await (const _ of scanItems(database, { TableName: tables.reissues, ...query })) itemCount++
    return itemCount
  }

  return {
    countUnsentSms: (versionId) =>
      count({
        FilterExpression: 'begins_with(sealedPhone, :version)',
        values: { version: `${versionId}.` },
        ProjectionExpression: 'reissueId',
      }),

    countHalfNotices: (versionId) =>
      count({
        TableName: tables.voters,
        FilterExpression:
          'attribute_exists(noticeWishId) AND (attribute_not_exists(identifierReissueId) OR identifierReissueId = :notice) AND begins_with(identifierHash, :version)',
        // After `swapUndo`, `identifierReissueId` may be `noticeSource`.
        values: { version: `${versionId}.`, notice: noticeSource },
        ProjectionExpression: 'voterId',
      }),

    countCancellableReissues: (until) =>
      count({
        FilterExpression: '#state IN (:accepted, :held) AND requestedAt <= :until',
        values: { accepted: 'accepted', held: 'held', until },
        ProjectionExpression: 'reissueId',
      }),

    async countVotersByVersion() {
      const counts = new Map<string, number>()
      const voters = scanItems<VoterItem>(database, {
        TableName: tables.voters,
        FilterExpression: 'attribute_exists(identifierHash)',
        ProjectionExpression: 'identifierHash, formerIdentifierHash',
      })
      for await (const { identifierHash, formerIdentifierHash = '' } of voters) {
        const ids = [identifierHash, formerIdentifierHash].map(versionIdOf)
        for (const id of new Set(ids)) if (id) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      return counts
    },
  }
}
