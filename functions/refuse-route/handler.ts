import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { methodsOf } from './refuse-route.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const routes = environment.settings.ROUTES.split(',')

export const handler = httpHandler(originTokens(environment), async ({ path }) => {
  const methods = methodsOf(path, routes)
  if (methods.length === 0) throw new Problem('not-found')
  throw new Problem('method-not-allowed', { allow: methods })
})
