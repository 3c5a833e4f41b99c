import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoReissueRequests } from '../../shared/adapters/reissue/dynamo-reissue-requests.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoTakenPhones } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { checkBody } from '../../shared/runtime/check-body.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { serve, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { reissueForm } from './reissue-form.ts'
import { isSignedIn, requestReissue } from './request-reissue.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables, queues, time } = runtime
const { election, clock } = time
const dependencies = {
  ...voterPorts(runtime),
  attempts: dynamoAttempts(database, tables.attempts),
  reissueRequests: dynamoReissueRequests(database, tables),
  reissues: dynamoReissues(database, tables.reissues),
  ...dynamoSms(database, tables.smsDays),
  queues: [openQueue(queues.sms), openQueue(queues.mail)],
  takenPhones: dynamoTakenPhones(database, tables.voters),
  notifications: openQueue(queues.news),
  ...(election.knownPhones && { phoneSmsQueue: openQueue<PhoneSms>(queues.sms) }),
  journal,
}

export const handler = serve(runtime, {
  async 'POST /api/reissues'({ json, spaceClaim }) {
    if (!spaceClaim) throw new Problem('unauthenticated')
    const checkedBody = checkBody(reissueForm(json, election.territories, clock()), json)
    if ('errors' in checkedBody) {
      if (!(await isSignedIn(dependencies, spaceClaim))) throw new Problem('unauthenticated')
      throw new Problem('invalid-input', { errors: checkedBody.errors })
    }
    const result = await requestReissue(
      { ...dependencies, keys: await runtime.keys() },
      { session: spaceClaim, form: checkedBody.value },
    )
    if (result.outcome === 'accepted') {
      const { reissueId, territory } = result.reissue
      journal({ event: 'reissue.accepted', reissueId, territory })
      return { status: 202, body: publicReissue(result.reissue, time) }
    }
    journal({ event: 'reissue.refused', reason: result.outcome })
    switch (result.outcome) {
      case 'already-pending':
        throw new Problem('already-pending', { reissue: publicReissue(result.reissue, time) })
      case 'both-factors-lost':
        throw new Problem('both-factors-lost', { until: time.toWall(result.until) })
      case 'too-many-attempts':
        throw new Problem('too-many-attempts', { retryAfterSeconds: result.retryAfterSeconds })
      default:
        throw new Problem(result.outcome)
    }
  },
})
