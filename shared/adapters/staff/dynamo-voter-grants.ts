import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mayLiftWait, recentWaitLifts, type VoterGrants } from '../../domain/staff/voter-grants.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { transact, updateIf, updateWrite } from '../dynamo-writes.ts'

const delays = ['passwordRenewedAt', 'repairedAt'] as const

export function dynamoVoterGrants(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { voters: string },
): VoterGrants {
  return {
    async liftWait(voter, at) {
      const { voterId, waitsLiftedAt } = voter
      if (!mayLiftWait(voter, at)) return false
      const { written } = await updateIf(database, tables.voters, 'voterId', voterId, {
        UpdateExpression: 'SET waitLiftedAt = :at, waitsLiftedAt = :lifts',
        ConditionExpression: waitsLiftedAt
          ? 'waitsLiftedAt = :seen'
          : 'attribute_exists(voterId) AND attribute_not_exists(waitsLiftedAt)',
        values: {
          at,
          lifts: [...recentWaitLifts(voter, at), at],
          ...(waitsLiftedAt && { seen: waitsLiftedAt }),
        },
      })
      return written
    },

    async liftBothLost({ voterId, ...voter }, use) {
      const failures = await transact(database, {
        ...approvalWrites(tables, use),
        voter: updateWrite(tables.voters, 'voterId', voterId, {
          UpdateExpression: `REMOVE ${delays.join(', ')}`,
          ConditionExpression: delays
            .map((name) => (voter[name] ? `${name} = :${name}` : `attribute_not_exists(${name})`))
            .join(' AND '),
          values: Object.fromEntries(
            delays.flatMap((name) => (voter[name] ? [[name, voter[name]]] : [])),
          ),
        }),
      })
      return failures === undefined
    },
  }
}
