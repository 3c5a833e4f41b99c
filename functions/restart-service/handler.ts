import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { awsServiceSwitches } from '../../shared/adapters/aws-service-switches.ts'
import type { StoppedServices } from '../../shared/domain/service-switches.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { resources } from './resources.ts'
import { restartService } from './restart-service.ts'

const { settings } = readEnvironment(resources)
const consumers = settings.CONSUMERS.split(' ').map((one) => {
  const [name = '', reserved] = one.split('=')
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

/** The team's roles invoke it. It takes no name and no list: it starts what the stack names, and nothing else. */
export async function handler(event: { start?: unknown }): Promise<StoppedServices> {
  const start = event.start === true
  const stopped = await restartService(switches, { start })
  if (start) {
    const { mappings, functions, rules, mail } = stopped
    const started = mappings.length + functions.length + rules.length + (mail ? 1 : 0)
    journal({ event: 'service.restarted', started })
  }
  return stopped
}
