import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { Booth } from '../../shared/contract/booth.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { showBooth } from './show-booth.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  election,
  clock,
}

export const handler = serve(wired, {
  async 'GET /api/booth'({ spaceClaim, boothClaim }) {
    const view = await showBooth(dependencies, { space: spaceClaim, booth: boothClaim })
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { ballots: view.ballots } satisfies Booth }
  },
})
