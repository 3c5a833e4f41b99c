import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Captchas } from '../../domain/account/captcha.ts'
import { type CaptchaItem, fromCaptchaItem, toCaptchaItem } from '../../tables/captchas.ts'
import { deleteIf, putIf } from '../dynamo-writes.ts'

export function dynamoCaptchas(database: DynamoDBDocumentClient, table: string): Captchas {
  return {
    async store(captcha) {
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: toCaptchaItem(captcha),
        ConditionExpression: 'attribute_not_exists(captchaId)',
      })
      if (!isWritten) throw new Error(`The captcha ${captcha.captchaId} exists already`)
    },

    async answer({ captchaId, codeHash, owner }, now) {
      const { item } = await deleteIf<CaptchaItem>(database, table, 'captchaId', captchaId, {
        ConditionExpression: 'voterId = :owner AND attribute_not_exists(reissueId)',
        values: { owner },
        ReturnValues: 'ALL_OLD',
      })
      if (!item) return false
      const captcha = fromCaptchaItem(item)
      return captcha.codeHash === codeHash && captcha.expiresAt > now
    },
  }
}
