import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { originToken } from '../../shared/runtime/secrets.ts'
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
