import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-queue.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { recordAccountEvent } from './record-account-event.ts'
import { resources } from './resources.ts'

const { tables, queues } = readEnvironment(resources)
const dependencies = { interventions: dynamoInterventions(databaseClient(), tables.interventions) }

export const handler = queueHandler({
  schema: accountEventMessage,
  hideMessage: sqsHideMessage(sqsClient(), queues.accountEvent),
  begin: () => ({
    async consume(event) {
      await recordAccountEvent(dependencies, event)
      return 'done'
    },
  }),
})
