import {
  dynamoCancellations,
  dynamoDisowning,
} from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { cancelBody } from '../../shared/contract/reissue-bodies.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicLinkedReissue } from '../../shared/runtime/public-reissue.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { cancelReissue, previewCancellation } from './cancel-reissue.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables, queues, time } = runtime
const { clock } = time
const dependencies = {
  reissues: dynamoReissues(database, tables.reissues),
  cancellations: { ...dynamoCancellations(database, tables), ...dynamoDisowning(database, tables) },
  notifications: openQueue(queues.news),
  clock,
  journal,
}

export const handler = serveAlways(runtime, {
  async 'POST /api/reissues/{id}/cancel-preview'({ json, reissueId }) {
    const link = { ...readBody(cancelBody, json), reissueId }
    const preview = await previewCancellation({ ...dependencies, keys: await runtime.keys() }, link)
    if (preview.outcome !== 'found') throw new Problem(preview.outcome)
    return { status: 200, body: publicLinkedReissue(preview.reissue, time) }
  },

  async 'POST /api/reissues/{id}/cancel'({ json, reissueId }) {
    const link = { ...readBody(cancelBody, json), reissueId }
    const result = await cancelReissue({ ...dependencies, keys: await runtime.keys() }, link)
    if (result.outcome !== 'cancelled') {
      journal({ event: 'cancellation.refused', reason: result.outcome })
      throw new Problem(result.outcome)
    }
    return { status: 204 }
  },
})
