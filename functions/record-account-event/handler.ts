import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import { consume } from '../../shared/runtime/queue.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { recordAccountEvent } from './record-account-event.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const { database, tables } = runtime
const dependencies = { interventions: dynamoInterventions(database, tables.interventions) }

export const handler = consume(runtime, 'accountEvent', {
  schema: accountEventMessage,
  async consume(event) {
    await recordAccountEvent(dependencies, event)
    return 'done'
  },
})
