import {
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda'

const activeStates = new Set<string | undefined>(['Creating', 'Enabling', 'Enabled', 'Updating'])

export async function countReadStreams(
  client: LambdaClient,
  FunctionName: string,
): Promise<number> {
  const [{ EventSourceMappings }, { ReservedConcurrentExecutions }] = await Promise.all([
    client.send(new ListEventSourceMappingsCommand({ FunctionName })),
    client.send(new GetFunctionConcurrencyCommand({ FunctionName })),
  ])
  if (ReservedConcurrentExecutions === 0) return 0
  const mappings = EventSourceMappings?.filter(({ State }) => activeStates.has(State)) ?? []
  return new Set(mappings.map(({ EventSourceArn }) => EventSourceArn)).size
}
