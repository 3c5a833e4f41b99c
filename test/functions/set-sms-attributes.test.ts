import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteSubscriptionFilterCommand,
  PutDataProtectionPolicyCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetSMSAttributesCommand, SetSMSAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import { afterAll, beforeEach, expect, it, test, vi } from 'vitest'
import { setSmsAttributes } from '../../functions/set-sms-attributes/set-sms-attributes.ts'
import { listenOnLoopback } from '../../local/loopback.ts'
import { awsSmsAccount } from '../../shared/adapters/sms/aws-sms-account.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'

vi.stubEnv('AWS_REGION', 'eu-west-3')
const { handler } = await import('../../functions/set-sms-attributes/handler.ts')

const sns = mockedClients(SNSClient)
const logs = mockedClients(CloudWatchLogsClient)
const responses: { Status: string; Reason?: string; PhysicalResourceId: string }[] = []
const cloudFormation = await listenOnLoopback(async (request, response) => {
  expect(request.method).toBe('PUT')
  // The response URL is signed for a request without this header.
  expect(request.headers['content-type']).toBeUndefined()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  responses.push(JSON.parse(Buffer.concat(chunks).toString()))
  response.end()
}, 0)

afterAll(async () => {
  vi.unstubAllEnvs()
  await cloudFormation.close()
})

beforeEach(() => {
  responses.length = 0
})
printedLines()

const settings = {
  Attributes: { DefaultSMSType: 'Transactional', DeliveryStatusIAMRole: 'role' },
  LogGroupNames: ['sns/good', 'sns/bad'],
  RetentionInDays: '1',
  MaskingPolicy: '{"hide":"numbers"}',
  FilterName: 'reassort-receipts',
  Collector: 'arn:aws:lambda:eu-west-3:1:function:collect',
}

function ask(
  RequestType: 'Create' | 'Update' | 'Delete',
  ResourceType: string,
  properties: object,
): Promise<void> {
  return handler({
    RequestType,
    ResourceType,
    ResponseURL: `http://127.0.0.1:${cloudFormation.port}/signed`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'SmsAttributes',
    ResourceProperties: { ServiceToken: 'token', ...properties },
  } as CloudFormationCustomResourceEvent)
}

const sent = () => [...logs.calls(), ...sns.calls()].map(({ args }) => args[0].input)
const attributesSet = () =>
  sns.commandCalls(SetSMSAttributesCommand).map(({ args }) => args[0].input.attributes)

test.each(['Create', 'Update'] as const)('attributes on %s come after the groups', async (on) => {
  await ask(on, 'Custom::SmsAttributes', settings)
  const group = (name: string) => [
    { logGroupName: name },
    { logGroupName: name, retentionInDays: 1 },
    { logGroupIdentifier: name, policyDocument: settings.MaskingPolicy },
    {
      logGroupName: name,
      filterName: settings.FilterName,
      filterPattern: '',
      destinationArn: settings.Collector,
    },
  ]
  expect(sent()).toEqual([
    ...group('sns/good'),
    ...group('sns/bad'),
    { attributes: settings.Attributes },
  ])
  expect(responses).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'SmsAttributes' }])
})

test('the SMS attributes take over log groups that SNS made before', async () => {
  const there = new ResourceAlreadyExistsException({ message: 'there', $metadata: {} })
  logs.on(CreateLogGroupCommand).rejects(there)
  await ask('Create', 'Custom::SmsAttributes', settings)
  expect(logs.commandCalls(PutRetentionPolicyCommand)).toHaveLength(2)
  expect(logs.commandCalls(PutDataProtectionPolicyCommand)).toHaveLength(2)
  expect(logs.commandCalls(PutSubscriptionFilterCommand)).toHaveLength(2)
  expect(responses).toMatchObject([{ Status: 'SUCCESS' }])
})

const released = settings.LogGroupNames.map((logGroupName) => ({
  logGroupName,
  filterName: settings.FilterName,
}))

test('the SMS attributes end with the stack: SNS writes no more receipts, and the groups stay, without our subscription', async () => {
  await ask('Delete', 'Custom::SmsAttributes', settings)
  expect(sent()).toEqual([
    ...released,
    { attributes: { DeliveryStatusIAMRole: '', DeliveryStatusSuccessSamplingRate: '' } },
  ])
  expect(responses).toMatchObject([{ Status: 'SUCCESS' }])
})

test.each([
  ['that cannot be unset', () => sns.on(SetSMSAttributesCommand).rejects(new Error('down'))],
  [
    'whose subscription cannot be taken back',
    () => logs.on(DeleteSubscriptionFilterCommand).rejectsOnce(new Error('down')),
  ],
])('attributes %s do not keep the stack from its end', async (_, fail) => {
  fail()
  const lines = vi.mocked(process.stdout.write)
  await ask('Delete', 'Custom::SmsAttributes', settings)
  expect(sent()).toHaveLength(3)
  expect(lines.mock.calls.join()).toContain('"event":"sms-attributes.failed"')
  expect(responses).toMatchObject([{ Status: 'SUCCESS' }])
})

test('the SMS attributes end where they are gone already: a subscription, or its whole group', async () => {
  const gone = new ResourceNotFoundException({ message: 'gone', $metadata: {} })
  logs.on(DeleteSubscriptionFilterCommand).rejects(gone)
  const lines = vi.mocked(process.stdout.write)
  await ask('Delete', 'Custom::SmsAttributes', settings)
  expect(lines.mock.calls.join()).not.toContain('sms-attributes.failed')
  expect(responses).toMatchObject([{ Status: 'SUCCESS' }])
})

const account = awsSmsAccount(new SNSClient({}), new CloudWatchLogsClient({}))
const parsed = { ...settings, RetentionInDays: 1 }

test('the SMS attributes are tried again until SNS knows the role, which is made just before', async () => {
  sns
    .on(SetSMSAttributesCommand)
    .rejectsOnce(new Error('InvalidParameter'))
    .rejectsOnce(new Error('InvalidParameter'))
    .resolves({})
  const waits: number[] = []
  await setSmsAttributes(account, parsed, async (seconds) => waits.push(seconds))
  expect(waits).toEqual([2, 4])
  expect(attributesSet()).toHaveLength(3)
})

test('attributes that SNS goes on refusing are a failure within the function’s time', async () => {
  sns.on(SetSMSAttributesCommand).rejects(new Error('InvalidParameter'))
  let waited = 0
  const setting = setSmsAttributes(account, parsed, async (seconds) => {
    waited += seconds
  })
  await expect(setting).rejects.toThrow('InvalidParameter')
  expect(waited).toBeGreaterThanOrEqual(60)
  expect(waited).toBeLessThanOrEqual(150)
})

const raise = (AtLeastUsd: string) => ask('Create', 'Custom::SmsSpendLimit', { AtLeastUsd })
const has = (attributes: Record<string, string>) =>
  sns.on(GetSMSAttributesCommand).resolves({ attributes })

test.each([
  ['is raised to what an election needs', { MonthlySpendLimit: '20' }, '16000', ['16000']],
  ['is set in an account that never did', {}, '100', ['100']],
  ['is not lowered', { MonthlySpendLimit: '20000' }, '16000', []],
  ['is left alone when it is that already', { MonthlySpendLimit: '100' }, '100', []],
])('the spend limit: %s', async (_, attributes, atLeast, limits) => {
  has(attributes)
  await raise(atLeast)
  expect(attributesSet().map((set) => set?.MonthlySpendLimit)).toEqual(limits)
  expect(responses).toMatchObject([{ Status: 'SUCCESS' }])
})

test('a spend limit above what AWS granted stops the deployment and says so', async () => {
  has({})
  sns.on(SetSMSAttributesCommand).rejects(new Error('above the quota'))
  await raise('500')
  expect(responses).toMatchObject([{ Status: 'FAILED', Reason: 'Error: above the quota' }])
})

it('a log group that cannot be made is a failure, unless it is there', async () => {
  const account = awsSmsAccount(new SNSClient({}), new CloudWatchLogsClient({}))
  const group = { name: 'sns/good', retentionDays: 1, maskingPolicy: '{}' }
  logs.on(CreateLogGroupCommand).rejects(new Error('no right'))
  await expect(
    account.prepareLogGroup({ ...group, filterName: 'reassort-receipts', collector: 'arn' }),
  ).rejects.toThrow('no right')
  expect(logs.calls()).toHaveLength(1)
})
