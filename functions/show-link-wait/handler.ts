import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { showLinkWait } from './show-link-wait.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const { election, clock } = time
const sqs = sqsClient()
const engines = {
  links: sqsBacklog(sqs, wired.queues.link),
  stopLinks: sqsBacklog(sqs, wired.queues.mail),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  clock,
}

/** SQS's own counts are older than that; a flood of this question asks SQS no more often. */
const linkWait = keptFor(5, () => showLinkWait(engines, election))

export const handler = serveAlways(wired, {
  'GET /api/account/link-wait': async () => ({ status: 200, body: await linkWait() }),
})
