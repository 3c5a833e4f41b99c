import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { voterPorts } from '../../shared/runtime/voter-ports.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const dependencies = {
  ...voterPorts(wired),
  reissues: dynamoReissues(database, tables.reissues),
}

export const handler = serveAlways(wired, {
  async 'GET /api/reissues/{id}'({ spaceClaim, reissueId }) {
    const request = { claim: spaceClaim, reissueId }
    // Pages poll this, so it does not extend the session.
    const found = await findOwnReissue(dependencies, request, time.clock())
    if (found.outcome !== 'found') throw new Problem(found.outcome)
    return { status: 200, body: publicReissue(found.reissue, time) }
  },
})
