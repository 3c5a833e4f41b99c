import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { arrivalSecondsAfterDelay } from '../../domain/account/known-phone.ts'
import { secondsLater } from '../../domain/instants.ts'
import { mayLiftWait, recentWaitLifts, type VoterGrants } from '../../domain/staff/voter-grants.ts'
import { waitCauses } from '../../domain/voter/voter.ts'
import { shardOf } from '../../tables/reissues.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { transact, updateIf, updateWrite, type Write } from '../dynamo-writes.ts'

export function dynamoVoterGrants(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { voters: string; reissues: string },
): VoterGrants {
  return {
    async liftWait(voter, at) {
      const { voterId, waitsLiftedAt } = voter
      if (!mayLiftWait(voter, at)) return false
      const { isWritten } = await updateIf(database, tables.voters, 'voterId', voterId, {
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
      return isWritten
    },

    async liftBothLost({ voterId, ...voter }, approvalUse, delayedRequest) {
      const failures = await transact(database, {
        ...approvalWrites(tables, approvalUse),
        ...(delayedRequest ? delayEnd(tables.reissues, delayedRequest) : {}),
        voter: updateWrite(tables.voters, 'voterId', voterId, {
          UpdateExpression: `REMOVE ${waitCauses.join(', ')}`,
          ConditionExpression: waitCauses
            .map((name) => (voter[name] ? `${name} = :${name}` : `attribute_not_exists(${name})`))
            .join(' AND '),
          values: Object.fromEntries(
            waitCauses.flatMap((name) => (voter[name] ? [[name, voter[name]]] : [])),
          ),
        }),
      })
      return failures === undefined
    },
  }
}

function delayEnd(
  table: string,
  { reissueId, now }: { reissueId: string; now: ElectionInstant },
): Record<string, Write> {
  const reissue = updateWrite(table, 'reissueId', reissueId, {
    UpdateExpression:
      'SET smsDueAt = :now, expectedAt = :expectedAt, unsentShard = :shard REMOVE delayEndsAt',
    ConditionExpression: '#state = :accepted AND attribute_exists(delayEndsAt)',
    values: {
      accepted: 'accepted',
      now,
      expectedAt: secondsLater(now, arrivalSecondsAfterDelay),
      shard: shardOf(reissueId),
    },
  })
  return { reissue }
}
