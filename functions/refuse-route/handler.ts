import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http.ts'
import { Problem } from '../runtime/problem.ts'
import { originToken } from '../runtime/secrets.ts'
import { environment } from './environment.ts'
import { methodsOf } from './refuse-route.ts'

const settings = readEnvironment(environment)
const secretsManager = new SecretsManagerClient(clientDefaults)
const routes = settings.ROUTES.split(',')

export const handler = httpHandler(originToken(secretsManager, settings), async ({ path }) => {
  const methods = methodsOf(path, routes)
  if (methods.length === 0) throw new Problem('not-found')
  throw new Problem('method-not-allowed', { allow: methods })
})
