import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Captchas } from '../domain/ports.ts'
import { type CaptchaItem, fromCaptchaItem, toCaptchaItem } from '../tables/captchas.ts'

export function dynamoCaptchas(database: DynamoDBDocumentClient, table: string): Captchas {
  return {
    async keep(captcha) {
      await database.send(
        new PutCommand({
          TableName: table,
          Item: toCaptchaItem(captcha),
          ConditionExpression: 'attribute_not_exists(captchaId)',
        }),
      )
    },

    async answer({ captchaId, codeHash, owner }, now) {
      try {
        const { Attributes } = await database.send(
          new DeleteCommand({
            TableName: table,
            Key: { captchaId },
            ConditionExpression: 'voterId = :owner AND attribute_not_exists(reissueId)',
            ExpressionAttributeValues: { ':owner': owner },
            ReturnValues: 'ALL_OLD',
          }),
        )
        const captcha = fromCaptchaItem(Attributes as CaptchaItem)
        return captcha.codeHash === codeHash && captcha.expiresAt > now
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },
  }
}
