import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { mailDueOf } from '../../domain/reissue/due-times.ts'
import { isWithdrawn } from '../../domain/reissue/reissue.ts'
import {
  type ReissueMails,
  statesOfSameNews,
  type ToldReissue,
} from '../../domain/reissue/reissue-news.ts'
import { releaseOfHeld } from '../../domain/sms/expected-time.ts'
import { toStored } from '../../tables/stored.ts'
import { setClause, updateIf } from '../dynamo-writes.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  async function update(
    reissueId: string,
    change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<boolean> {
    const { written } = await updateIf(database, {
      ...{ TableName: table, Key: { reissueId } },
      ...change,
    })
    return written
  }

  return {
    async settle(reissue, confirmedAt) {
      const { reissueId, state, heldOn, bouncedAt } = reissue
      const same = sameNewsCondition(reissue)
      await update(reissueId, {
        UpdateExpression: [
          ...(confirmedAt ? ['SET confirmedAt = if_not_exists(confirmedAt, :confirmedAt)'] : []),
          `REMOVE mailDueAt${confirmedAt ? ', bouncedAt' : ''}`,
        ].join(' '),
        ConditionExpression: [
          same.condition,
          ...(state === 'held' ? ['heldOn = :heldOn'] : []),
          // A stop link used meanwhile changes what the mail must say.
          ...(isWithdrawn(reissue) ? ['attribute_not_exists(disownedAt)'] : []),
          // The mail may have bounced before this is written.
          ...(confirmedAt
            ? [bouncedAt ? 'bouncedAt = :bouncedAt' : 'attribute_not_exists(bouncedAt)']
            : []),
        ].join(' AND '),
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...same.values,
          ...(state === 'held' && { ':heldOn': heldOn }),
          ...(confirmedAt && { ':confirmedAt': confirmedAt.toISOString() }),
          ...(confirmedAt && bouncedAt && { ':bouncedAt': bouncedAt.toISOString() }),
        },
      })
    },

    async noteTold(reissueId, before, phase) {
      return update(reissueId, {
        UpdateExpression: 'SET toldPhase = :phase',
        ConditionExpression: before
          ? 'toldPhase = :before'
          : 'attribute_exists(reissueId) AND (attribute_not_exists(toldPhase) OR toldPhase = :before)',
        ExpressionAttributeValues: { ':phase': phase, ':before': before },
      })
    },

    async tellAgain(reissue, at) {
      const same = sameNewsCondition(reissue)
      return update(reissue.reissueId, {
        UpdateExpression: 'SET mailDueAt = :due',
        ConditionExpression: `${same.condition} AND attribute_not_exists(mailDueAt)`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ...same.values, ':due': mailDueOf(at).toISOString() },
      })
    },

    async unconfirm({ reissueId, state, expectedAt: before }, { at, expectedAt }) {
      const { set, values } = setClause({
        bouncedAt: at,
        mailDueAt: mailDueOf(at),
        // Its queue message is gone by then, so the reconciler sends the SMS. A held request keeps its own due time.
        ...(state === 'accepted' && { expectedAt, smsDueAt: releaseOfHeld(expectedAt) }),
      })
      return update(reissueId, {
        UpdateExpression: `${set} REMOVE confirmedAt`,
        ConditionExpression: '#state = :state AND expectedAt = :before',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':state': state,
          ':before': before.toISOString(),
          ...toStored(values),
        },
      })
    },
  }
}

function sameNewsCondition(reissue: ToldReissue) {
  const states = statesOfSameNews(reissue)
  return {
    condition: `#state IN (${states.map((state) => `:${state}`).join(', ')})`,
    values: Object.fromEntries(states.map((state) => [`:${state}`, state])),
  }
}
