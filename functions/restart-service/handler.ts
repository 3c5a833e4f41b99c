import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { awsServiceSwitches } from '../../shared/adapters/aws-service-switches.ts'
import type { Stopped } from '../../shared/domain/service-switches.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { resources } from './resources.ts'
import { restartService } from './restart-service.ts'

const { settings } = readEnvironment(resources)
const consumers = settings.CONSUMERS.split(' ').map((consumer) => {
  const [name = '', reserved] = consumer.split('=')
  return [name, reserved ? Number(reserved) : undefined] as const
})
const switches = awsServiceSwitches(
  {
    lambda: new LambdaClient(clientDefaults),
    events: new EventBridgeClient(clientDefaults),
    ses: sesClient(),
  },
  new Map(consumers),
  settings.RULES.split(' '),
)

/** Restarts only what the stack names: a caller can pass neither a name nor a list. */
export async function handler(event: { start?: unknown }): Promise<Stopped> {
  const start = event.start === true
  const stopped = await restartService(switches, { start })
  if (start) {
    const { mappings, functions, rules, mail } = stopped
    const started = mappings.length + functions.length + rules.length + (mail ? 1 : 0)
    journal({ event: 'service.restarted', started })
  }
  return stopped
}
