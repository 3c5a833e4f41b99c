import {
  DescribeRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
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
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  SESClient,
  UpdateAccountSendingEnabledCommand,
  UpdateConfigurationSetSendingEnabledCommand,
} from '@aws-sdk/client-ses'
import { expect, test } from 'vitest'
import { awsServiceSwitches } from '../../shared/adapters/aws-service-switches.ts'
import { isServiceRunning } from '../../team/remedy/service-checks.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const lambda = mockedClients(LambdaClient)
const events = mockedClients(EventBridgeClient)
const ses = mockedClients(SESClient)
const withReads = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
const restartService = awsServiceSwitches(
  { lambda: new LambdaClient(), events: new EventBridgeClient(), ses: new SESClient() },
  {
    concurrencies: new Map([
      ['Sender', 10],
      ['Writer', undefined],
    ]),
    rules: new Map([
      ['Sweep', 'ENABLED'],
      ['Reads', withReads],
    ]),
    configurationSet: 'Mails',
  },
)
const running = { mappings: [], functions: [], rules: [], mail: false }
const changes = [
  ...[UpdateEventSourceMappingCommand, PutFunctionConcurrencyCommand, EnableRuleCommand],
  ...[DeleteFunctionConcurrencyCommand, UpdateAccountSendingEnabledCommand, PutRuleCommand],
  UpdateConfigurationSetSendingEnabledCommand,
] as const

const changed = () =>
  [lambda, events, ses]
    .flatMap<{ input: object }>((client) => client.calls().map(({ args: [command] }) => command))
    .filter((command) => changes.some((change) => command instanceof change))
    .map(({ input }) => input)

interface Parts {
  mapping?: string
  zero?: string
  rule?: string
  mail?: 'account' | 'set'
}

function stop(parts: Parts): void {
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
    EventPattern: '{}',
    State: Name === parts.rule ? 'DISABLED' : Name === 'Reads' ? withReads : 'ENABLED',
  }))
  ses.on(GetAccountSendingEnabledCommand).resolves({ Enabled: parts.mail !== 'account' })
  ses
    .on(DescribeConfigurationSetCommand, { ConfigurationSetName: 'Mails' })
    .resolves({ ReputationOptions: { SendingEnabled: parts.mail !== 'set' } })
}

test('a service that runs is left alone, whoever asks to start it', async () => {
  stop({})
  expect(await restartService({ start: true })).toEqual(running)
  expect(isServiceRunning(running)).toBe(true)
  expect(changed()).toEqual([])
})

test('a check of the service changes nothing', async () => {
  stop({ mapping: 'Writer', zero: 'Sender', rule: 'Reads', mail: 'set' })
  expect(await restartService({ start: false })).toEqual({
    mappings: [{ id: 's', source: 'Voters' }],
    functions: ['Sender'],
    rules: ['Reads'],
    mail: true,
  })
  expect(changed()).toEqual([])
})

test('a part that AWS refuses to start keeps no other from starting, and is reported', async () => {
  stop({ mapping: 'Writer', mail: 'account' })
  const refusal = Object.assign(new Error(), { name: 'ResourceInUseException' })
  lambda.on(UpdateEventSourceMappingCommand).rejects(refusal)
  await expect(restartService({ start: true })).rejects.toThrow(refusal)
  expect(changed()).toContainEqual({ Enabled: true })
})

const mailStarted = [{ Enabled: true }, { ConfigurationSetName: 'Mails', Enabled: true }]

test.for<[Parts, object[]]>([
  [{ mapping: 'Writer' }, [{ UUID: 's', Enabled: true }]],
  [{ zero: 'Sender' }, [{ FunctionName: 'Sender', ReservedConcurrentExecutions: 10 }]],
  [{ zero: 'Writer' }, [{ FunctionName: 'Writer' }]],
  [{ rule: 'Sweep' }, [{ Name: 'Sweep' }]],
  [{ rule: 'Reads' }, [{ Name: 'Reads', EventPattern: '{}', State: withReads }]],
  [{ mail: 'account' }, mailStarted],
  [{ mail: 'set' }, mailStarted],
])('what was stopped is started, and nothing else: %o', async ([parts, changes]) => {
  stop(parts)
  expect(isServiceRunning(await restartService({ start: true }))).toBe(false)
  expect(changed()).toEqual(changes)
})
