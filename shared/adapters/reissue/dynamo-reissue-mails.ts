import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mailDueOf, remindedAt } from '../../domain/reissue/due-times.ts'
import { isWithdrawn } from '../../domain/reissue/reissue.ts'
import {
  type MailedReissue,
  type ReissueMails,
  statesOfSameNews,
} from '../../domain/reissue/reissue-news.ts'
import { releaseOfHeld } from '../../domain/sms/expected-time.ts'
import { setClause, type UpdateInput, updateIf } from '../dynamo-writes.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  const update = async (reissueId: string, change: UpdateInput) =>
    (await updateIf(database, table, 'reissueId', reissueId, change)).written

  return {
    async settle(reissue, confirmedAt) {
      const { reissueId, state, heldOn, bouncedAt } = reissue
      const sameNews = sameNewsCondition(reissue)
      // The first mail of a delayed request is followed by another, an hour before the SMS.
      const reminder = confirmedAt && !reissue.confirmedAt && remindedAt(reissue)
      const removals = [...(reminder ? [] : ['mailDueAt']), ...(confirmedAt ? ['bouncedAt'] : [])]
      await update(reissueId, {
        UpdateExpression: [
          ...(confirmedAt ? ['SET confirmedAt = if_not_exists(confirmedAt, :confirmedAt)'] : []),
          ...(reminder ? [', mailDueAt = :reminder'] : []),
          `REMOVE ${removals.join(', ')}`,
        ].join(' '),
        ConditionExpression: [
          sameNews.condition,
          ...(state === 'held' ? ['heldOn = :heldOn'] : []),
          // A stop link used meanwhile changes what the mail must say.
          ...(isWithdrawn(reissue) ? ['attribute_not_exists(disownedAt)'] : []),
          // The mail may have bounced before this is written.
          ...(confirmedAt
            ? [bouncedAt ? 'bouncedAt = :bouncedAt' : 'attribute_not_exists(bouncedAt)']
            : []),
        ].join(' AND '),
        values: {
          ...sameNews.values,
          ...(state === 'held' && { heldOn }),
          ...(confirmedAt && { confirmedAt }),
          ...(reminder && { reminder }),
          ...(confirmedAt && bouncedAt && { bouncedAt }),
        },
      })
    },

    async recordNotifiedPhase(reissueId, before, phase) {
      return update(reissueId, {
        UpdateExpression: 'SET toldPhase = :phase',
        ConditionExpression: before
          ? 'toldPhase = :before'
          : 'attribute_exists(reissueId) AND (attribute_not_exists(toldPhase) OR toldPhase = :before)',
        values: { phase, before },
      })
    },

    async notifyAgain(reissue, at) {
      const sameNews = sameNewsCondition(reissue)
      return update(reissue.reissueId, {
        UpdateExpression: 'SET mailDueAt = :due',
        ConditionExpression: `${sameNews.condition} AND attribute_not_exists(mailDueAt)`,
        values: { ...sameNews.values, due: mailDueOf(at) },
      })
    },

    async unconfirm({ reissueId, state, expectedAt: before }, { at, expectedAt }) {
      const set = {
        bouncedAt: at,
        mailDueAt: mailDueOf(at),
        // Its queue message is gone by then, so the reconciler sends the SMS. A held request keeps its own due time.
        ...(state === 'accepted' && { expectedAt, smsDueAt: releaseOfHeld(expectedAt) }),
      }
      return update(reissueId, {
        UpdateExpression: `${setClause(set)} REMOVE confirmedAt`,
        ConditionExpression: '#state = :state AND expectedAt = :before',
        values: { state, before, ...set },
      })
    },
  }
}

function sameNewsCondition(reissue: MailedReissue) {
  const states = statesOfSameNews(reissue)
  return {
    condition: `#state IN (${states.map((state) => `:${state}`).join(', ')})`,
    values: Object.fromEntries(states.map((state) => [state, state])),
  }
}
