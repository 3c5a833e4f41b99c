import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { MailTurns } from '../domain/mail-ports.ts'
import {
  mailTurnMilliseconds,
  reservableMilliseconds,
  wrongMilliseconds,
} from '../domain/mail-rate.ts'
import { type MailTurnsItem, mailRateKey } from '../tables/mail-turns.ts'
import { updateIf } from './dynamo-writes.ts'

/** How often the two writes may find that another sender was faster. */
const reservationTries = 4

/** The next free turn, by one write while mails wait and by two when none does. */
export function dynamoMailTurns(
  database: DynamoDBDocumentClient,
  table: string,
  mailsPerSecond: number,
): MailTurns {
  const turn = mailTurnMilliseconds(mailsPerSecond)
  const update = (set: string, onlyIf: string, values: Record<string, number>) =>
    updateIf<MailTurnsItem>(database, {
      TableName: table,
      Key: { rate: mailRateKey },
      UpdateExpression: `SET freeAt = ${set}`,
      ConditionExpression: onlyIf,
      ExpressionAttributeValues: values,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })

  return {
    async reserve(priority, earliest) {
      const now = earliest.getTime()
      const latest = now + reservableMilliseconds[priority]
      for (let attempt = 1; attempt <= reservationTries; attempt++) {
        const behind = await update('freeAt + :turn', 'freeAt > :now AND freeAt <= :latest', {
          ':turn': turn,
          ':now': now,
          ':latest': latest,
        })
        const freeAt = behind.item?.freeAt
        if (behind.written && freeAt !== undefined) return { at: new Date(freeAt - turn) }
        if (freeAt !== undefined && freeAt > latest && freeAt <= now + wrongMilliseconds)
          return { askAgainAt: notBefore(freeAt, latest - now) }
        // Nobody waits: the turn is now. Nor does anybody reserve so far ahead: a clock was wrong.
        const first = await update(
          ':next',
          'attribute_not_exists(freeAt) OR freeAt <= :now OR freeAt > :wrong',
          { ':next': now + turn, ':now': now, ':wrong': now + wrongMilliseconds },
        )
        if (first.written) return { at: earliest }
      }
      throw new Error('No turn could be reserved')
    },
  }
}

const notBefore = (freeAt: number, reservable: number) => new Date(Math.ceil(freeAt - reservable))
