import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Captchas } from '../domain/ports.ts'
import { toCaptchaItem } from './dynamo-items.ts'

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
  }
}
