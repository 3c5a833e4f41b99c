import { dynamoArrivals } from '../../shared/adapters/reissue/dynamo-arrivals.ts'
import { dynamoCancellations } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { reportMissingSms } from './report-missing-sms.ts'
import { resources } from './resources.ts'
import { withdrawReissue } from './withdraw-reissue.ts'

const runtime = wire(resources)
const { database, tables, queues } = runtime
const dependencies = {
  ...voterPorts(runtime),
  reissues: dynamoReissues(database, tables.reissues),
  cancellations: dynamoCancellations(database, tables),
  arrivals: dynamoArrivals(database, tables.reissues),
  notifications: openQueue(queues.news),
  journal,
}

export const handler = serveAlways(runtime, {
  async 'POST /api/reissues/{id}/withdraw'({ spaceClaim, reissueId }) {
    const { outcome } = await withdrawReissue(dependencies, { claim: spaceClaim, reissueId })
    switch (outcome) {
      case 'withdrawn':
      case 'unchanged':
        return { status: 204 }
      default:
        journal({ event: 'withdrawal.refused', reason: outcome })
        throw new Problem(outcome)
    }
  },

  async 'POST /api/reissues/{id}/not-received'({ spaceClaim, reissueId }) {
    const result = await reportMissingSms(dependencies, { claim: spaceClaim, reissueId })
    switch (result.outcome) {
      case 'recorded':
        journal({ event: 'sms.reported-missing', reissueId, state: result.state })
        return { status: 204 }
      case 'unchanged':
        return { status: 204 }
      default:
        throw new Problem(result.outcome)
    }
  },
})
