import { cookie } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { signOutElsewhere } from './sign-out-elsewhere.ts'

const runtime = wire(resources)
const dependencies = voterPorts(runtime)

export const handler = serveAlways(runtime, {
  async 'DELETE /api/sessions/others'({ spaceClaim }) {
    const { outcome } = await signOutElsewhere(dependencies, spaceClaim)
    if (outcome !== 'signed-out') throw new Problem(outcome)
    journal({ event: 'session.others-closed' })
    return { status: 204 }
  },

  async 'DELETE /api/session'({ spaceClaim }) {
    if (spaceClaim) await dependencies.sessions.close(spaceClaim)
    journal({ event: 'session.closed' })
    return { status: 204, cookies: [cookie('__Host-session'), cookie('__Host-booth')] }
  },
})
