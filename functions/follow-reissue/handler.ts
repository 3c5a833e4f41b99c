import { findOwnReissue } from '../../shared/access/signed-in.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const { database, tables, time } = runtime
const dependencies = {
  ...voterPorts(runtime),
  reissues: dynamoReissues(database, tables.reissues),
}

export const handler = serveAlways(runtime, {
  async 'GET /api/reissues/{id}'({ spaceClaim, reissueId }) {
    const request = { claim: spaceClaim, reissueId }
    const lookup = await findOwnReissue(dependencies, request, time.clock())
    if (lookup.outcome !== 'found') throw new Problem(lookup.outcome)
    return { status: 200, body: publicReissue(lookup.reissue, time) }
  },
})
