import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const routes = runtime.settings.ROUTES.split(',').map((route) => {
  const [method = '', template = ''] = route.split(' ')
  return { method, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`) }
})

export const handler = serve(runtime, {
  async 'ANY /{proxy+}'({ path }) {
    const allowedMethods = routes
      .filter(({ pattern }) => pattern.test(path))
      .map(({ method }) => method)
    if (allowedMethods.length === 0) throw new Problem('not-found')
    throw new Problem('method-not-allowed', { allow: allowedMethods })
  },
})
