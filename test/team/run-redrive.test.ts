import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { failureTexts } from '../../team/failure-texts.ts'
import { runRedrive, redriveTexts as texts } from '../../team/run-redrive.ts'
import { describedStack, outputs } from '../builders/deployed-stack.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { election } from '../builders/voters.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const cloudFormation = mockedClients(CloudFormationClient)
const sqs = mockedClients(SQSClient)
const folder = temporaryFolder(afterAll)
const usual = join(import.meta.dirname, '../../election.json')
const other = join(folder, 'other.json')
writeFileSync(other, readFileSync(usual, 'utf8').replace('"name": "reassort"', '"name": "other"'))
const url = 'https://sqs.eu-west-3.amazonaws.com/1/Other-Sms-R1'

let said: string[]

beforeEach(() => {
  said = []
  vi.stubEnv('AWS_REGION', 'eu-west-3')
  for (const output of ['log', 'error'] as const) {
    vi.spyOn(console, output).mockImplementation((line: string) => void said.push(line))
  }
  cloudFormation.on(DescribeStacksCommand).resolves(
    describedStack({
      ...outputs,
      ElectionDigest: electionDigest({ ...election, name: 'other' }),
    }),
  )
  sqs.on(ListQueuesCommand).resolves({})
  sqs.on(ListQueuesCommand, { QueueNamePrefix: 'Other-' }).resolves({ QueueUrls: [url] })
  sqs.on(GetQueueAttributesCommand).resolves({
    Attributes: {
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-3:1:Other-Dead-R2"}',
    },
  })
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: `${url}-dead` })
  sqs.on(ReceiveMessageCommand).resolves({})
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the queues are those of the election that the file names', async () => {
  expect(await runRedrive({ stack: '', election: other })).toBe(0)
  expect(cloudFormation.commandCalls(DescribeStacksCommand)[0]?.args[0].input).toEqual({
    StackName: 'Other',
  })
  expect(said).toEqual([texts.queue('Other-Sms-R1', 0, 0)])
})

test('a stack without them, and queues that do not answer, are told', async () => {
  sqs.on(ListQueuesCommand).resolves({})
  expect(await runRedrive({ stack: '', election: other })).toBe(1)
  sqs.on(ListQueuesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }))
  expect(await runRedrive({ stack: '', election: other })).toBe(1)
  expect(said).toEqual([texts.none('Other'), failureTexts.right('AccessDenied')])
})

test('no queue is touched before it is clear whose', async () => {
  expect(await runRedrive({ election: other })).toBe(2)
  expect(sqs.calls()).toEqual([])
})
