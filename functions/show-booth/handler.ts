import type { Booth } from '../../shared/contract/booth.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve, voterPorts } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { showBooth } from './show-booth.ts'

const runtime = wire(resources)
const dependencies = voterPorts(runtime)

export const handler = serve(runtime, {
  async 'GET /api/booth'({ spaceClaim, boothClaim }) {
    const view = await showBooth(dependencies, { spaceClaim, boothClaim })
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { ballots: view.ballots } satisfies Booth }
  },
})
