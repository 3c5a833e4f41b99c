import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { methodsOf } from './refuse-route.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const routes = runtime.settings.ROUTES.split(',')

export const handler = serve(runtime, {
  async 'ANY /{proxy+}'({ path }) {
    const methods = methodsOf(path, routes)
    if (methods.length === 0) throw new Problem('not-found')
    throw new Problem('method-not-allowed', { allow: methods })
  },
})
