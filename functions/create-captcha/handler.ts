import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { signInPage } from '../../shared/domain/captcha.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { createCaptcha, randomCode } from './create-captcha.ts'
import { environment } from './environment.ts'
import { securityCodePicture } from './security-code-picture.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  captchas: dynamoCaptchas(database, settings.CAPTCHAS_TABLE),
  drawCode: () => settings.CAPTCHA_TEST_CODE ?? randomCode(),
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ path, spaceClaim }) => {
    const asker = path === '/api/session/captchas' ? signInPage : spaceClaim
    if (!asker) throw new Problem('unauthenticated')
    const created = await createCaptcha({ ...dependencies, keys: await keys() }, asker, new Date())
    if (!created) throw new Problem('unauthenticated')
    journal({ event: 'captcha.shown' })
    return {
      status: 201,
      body: {
        id: created.captcha.captchaId,
        image: securityCodePicture(created.code, Math.random),
        expiresAt: created.captcha.expiresAt,
      },
    }
  },
)
