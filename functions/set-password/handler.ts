import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { dynamoPasswordLinks } from '../../shared/adapters/dynamo-password-links.ts'
import { dynamoPasswords } from '../../shared/adapters/dynamo-passwords.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { sqsAccountNewsQueue } from '../../shared/adapters/sqs-account-news-queue.ts'
import { passwordField, typed } from '../../shared/contract/fields.ts'
import { newDevice } from '../../shared/domain/device.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { cookie, httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { environment } from './environment.ts'
import { setPassword } from './set-password.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const tables = { voters: settings.VOTERS_TABLE, passwordLinks: settings.PASSWORD_LINKS_TABLE }
const dependencies = {
  voters: dynamoVoters(database, tables.voters),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  passwords: dynamoPasswords(database, tables),
  accountNews: sqsAccountNewsQueue(new SQSClient(clientDefaults), settings.MAIL_QUEUE_URL),
  clock: () => new Date(),
}
const body = z.object({ token: typed(16_384), password: passwordField })

export const handler = httpHandler(originToken(secretsManager, settings), async ({ json }) => {
  const setting = await setPassword(dependencies, readBody(body, json))
  switch (setting.outcome) {
    case 'set':
      journal({ event: 'password.set' })
      // Whoever reads the voter's mail on this browser is let in here when strangers try the account.
      return {
        status: 204,
        cookies: [cookie('__Host-device', newDevice(await keys(), setting.owner).cookie)],
      }
    case 'link-expired':
      journal({ event: 'password.refused', reason: setting.outcome })
      throw new Problem('link-expired')
    case 'weak-password':
      journal({ event: 'password.refused', reason: setting.outcome })
      throw new Problem('weak-password', {
        errors: [{ field: 'password', code: setting.weakness }],
      })
  }
})
