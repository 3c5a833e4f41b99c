import { EventBridgeClient, type RuleState } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { awsServiceSwitches } from '../../shared/adapters/aws-service-switches.ts'
import type { StoppedServices } from '../../shared/domain/service-switches.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { resources } from './resources.ts'

const { settings } = readEnvironment(resources)
const parsePairs = (setting: string) =>
  setting.split(' ').map((pair) => pair.split('=') as [name: string, value: string])

const listOrRestart = awsServiceSwitches(
  {
    lambda: new LambdaClient(clientDefaults),
    events: new EventBridgeClient(clientDefaults),
    ses: sesClient(),
  },
  {
    concurrencies: new Map(
      parsePairs(settings.CONSUMERS).map(([name, concurrency]) => [
        name,
        concurrency ? Number(concurrency) : undefined,
      ]),
    ),
    rules: new Map(parsePairs(settings.RULES) as [string, RuleState][]),
    configurationSet: settings.CONFIGURATION_SET,
  },
)

export async function handler(event: { start?: unknown }): Promise<StoppedServices> {
  const start = event.start === true
  const stoppedServices = await listOrRestart({ start })
  if (start) {
    const { mappings, functions, rules, mail } = stoppedServices
    const startedCount = mappings.length + functions.length + rules.length + (mail ? 1 : 0)
    journal({ event: 'service.restarted', started: startedCount })
  }
  return stoppedServices
}
