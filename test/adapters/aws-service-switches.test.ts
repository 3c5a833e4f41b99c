import {
  DescribeRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge'
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import {
  GetAccountSendingEnabledCommand,
  SESClient,
  UpdateAccountSendingEnabledCommand,
} from '@aws-sdk/client-ses'
import { expect, test } from 'vitest'
import { restartService } from '../../functions/restart-service/restart-service.ts'
import { awsServiceSwitches } from '../../shared/adapters/aws-service-switches.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const lambda = mockedClients(LambdaClient)
const events = mockedClients(EventBridgeClient)
const ses = mockedClients(SESClient)
const switches = awsServiceSwitches(
  { lambda: new LambdaClient(), events: new EventBridgeClient(), ses: new SESClient() },
  new Map([
    ['Sender', 10],
    ['Writer', undefined],
  ]),
  ['Sweep', 'Heads'],
)
const running = { mappings: [], functions: [], rules: [], mail: false }
const changes = [
  ...[UpdateEventSourceMappingCommand, PutFunctionConcurrencyCommand, EnableRuleCommand],
  ...[DeleteFunctionConcurrencyCommand, UpdateAccountSendingEnabledCommand],
] as const

/** Calls that change something, in their order. */
const changed = () =>
  [lambda, events, ses]
    .flatMap<{ input: object }>((client) => client.calls().map(({ args: [command] }) => command))
    .filter((command) => changes.some((change) => command instanceof change))
    .map(({ input }) => input)

function stop(parts: { mapping?: string; zero?: string; rule?: string; mail?: boolean }): void {
  lambda
    .on(ListEventSourceMappingsCommand)
    .callsFake(({ FunctionName }: { FunctionName: string }) => ({
      EventSourceMappings: [
        { UUID: 'q', EventSourceArn: 'arn:aws:sqs:eu-west-3:1:Sms', State: 'Enabled' },
        {
          UUID: 's',
          EventSourceArn: 'arn:aws:dynamodb:eu-west-3:1:table/Voters/stream/1',
          State: FunctionName === parts.mapping ? 'Disabled' : 'Enabled',
        },
      ],
    }))
  lambda
    .on(GetFunctionConcurrencyCommand)
    .callsFake(({ FunctionName }: { FunctionName: string }) =>
      FunctionName === parts.zero ? { ReservedConcurrentExecutions: 0 } : {},
    )
  events.on(DescribeRuleCommand).callsFake(({ Name }: { Name: string }) => ({
    State: Name === parts.rule ? 'DISABLED' : 'ENABLED',
  }))
  ses.on(GetAccountSendingEnabledCommand).resolves({ Enabled: !parts.mail })
}

test('a service that runs is left alone, whoever asks to start it', async () => {
  stop({})
  expect(await restartService(switches, { start: true })).toEqual(running)
  expect(changed()).toEqual([])
})

test('whoever only looks changes nothing', async () => {
  stop({ mapping: 'Writer', zero: 'Sender', rule: 'Heads', mail: true })
  expect(await restartService(switches, { start: false })).toEqual({
    mappings: [{ id: 's', source: 'Voters' }],
    functions: ['Sender'],
    rules: ['Heads'],
    mail: true,
  })
  expect(changed()).toEqual([])
})

test('what AWS refuses to start keeps nothing else from starting, and is told', async () => {
  stop({ mapping: 'Writer', mail: true })
  const refusal = Object.assign(new Error(), { name: 'ResourceInUseException' })
  lambda.on(UpdateEventSourceMappingCommand).rejects(refusal)
  await expect(restartService(switches, { start: true })).rejects.toThrow(refusal)
  expect(changed()).toContainEqual({ Enabled: true })
})

test.for([
  [{ mapping: 'Writer' }, { UUID: 's', Enabled: true }],
  [{ zero: 'Sender' }, { FunctionName: 'Sender', ReservedConcurrentExecutions: 10 }],
  [{ zero: 'Writer' }, { FunctionName: 'Writer' }],
  [{ rule: 'Sweep' }, { Name: 'Sweep' }],
  [{ mail: true }, { Enabled: true }],
] as const)('what was stopped is started, and nothing else: %o', async ([parts, change]) => {
  stop(parts)
  await restartService(switches, { start: true })
  expect(changed()).toEqual([change])
})
