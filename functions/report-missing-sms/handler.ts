import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoArrivals } from '../../shared/adapters/reissue/dynamo-arrivals.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { reportMissingSms } from './report-missing-sms.ts'
import { resources } from './resources.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  reissues: dynamoReissues(database, tables.reissues),
  arrivals: dynamoArrivals(database, tables.reissues),
  clock,
}

export const handler = serve(wired, {
  async 'POST /api/reissues/{id}/not-received'({ spaceClaim, reissueId }) {
    const report = await reportMissingSms(dependencies, { claim: spaceClaim, reissueId })
    switch (report.outcome) {
      case 'recorded':
        journal({ event: 'sms.reported-missing', reissueId, state: report.state })
        return { status: 204 }
      case 'unchanged':
        return { status: 204 }
      default:
        throw new Problem(report.outcome)
    }
  },
})
