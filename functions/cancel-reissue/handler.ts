import { dynamoCancellations } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { cancelBody } from '../../shared/contract/reissue-bodies.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicLinkedReissue } from '../../shared/runtime/public-reissue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { cancelReissue, previewCancellation } from './cancel-reissue.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const keys = derivedKeys(environment, election)
const dependencies = {
  reissues: dynamoReissues(database, tables.reissues),
  cancellations: dynamoCancellations(database, tables),
  newsQueue: sqsQueue(sqsClient(), queues.news),
  clock,
  journal,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ json, path, reissueId }) => {
    const link = { ...readBody(cancelBody, json), reissueId }
    const ports = { ...dependencies, keys: await keys() }
    if (path.endsWith('/cancel-preview')) {
      const preview = await previewCancellation(ports, link)
      if (preview.outcome !== 'found') throw new Problem(preview.outcome)
      return { status: 200, body: publicLinkedReissue(preview.reissue, time) }
    }
    const cancelling = await cancelReissue(ports, link)
    if (cancelling.outcome !== 'cancelled') {
      journal({ event: 'cancellation.refused', reason: cancelling.outcome })
      throw new Problem(cancelling.outcome)
    }
    return { status: 204 }
  },
  time,
  'answers',
)
