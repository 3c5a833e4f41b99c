import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const dependencies = {
  voters: dynamoVoters(database, tables.voters, time.election),
  sessions: dynamoSessions(database, tables.sessions),
  reissues: dynamoReissues(database, tables.reissues),
}

export const handler = serveAlways(wired, {
  async 'GET /api/reissues/{id}'({ spaceClaim, reissueId }) {
    const request = { claim: spaceClaim, reissueId }
    // Pages ask by themselves: it prolongs no session.
    const found = await findOwnReissue(dependencies, request, time.clock())
    if (found.outcome !== 'found') throw new Problem(found.outcome)
    return { status: 200, body: publicReissue(found.reissue, time) }
  },
})
