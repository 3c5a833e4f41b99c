import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { failureTexts } from '../../team/failure-texts.ts'
import { runRedrive, redriveTexts as texts } from '../../team/run-redrive.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { said, saidAsError, options, asStack } = await aLocalElection()
const sqs = mockedClients(SQSClient)
const url = 'https://sqs.eu-west-3.amazonaws.com/1/Reassort-Sms-R1'
const deadLetterTargetArn = 'arn:aws:sqs:eu-west-3:1:Reassort-Dead-R2'

test('the queues are those of the stack that the file names', async () => {
  sqs.on(ListQueuesCommand).resolves({})
  sqs.on(ListQueuesCommand, { QueueNamePrefix: 'Reassort-' }).resolves({ QueueUrls: [url] })
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn })
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { RedrivePolicy } })
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: `${url}-dead` })
  sqs.on(ReceiveMessageCommand).resolves({})
  expect(await runRedrive(asStack())).toBe(0)
  expect(said).toEqual([texts.queue('Reassort-Sms-R1', 0, 0)])
})

test('a stack or a machine without queues, and queues that do not answer, are told', async () => {
  sqs.on(ListQueuesCommand).resolves({})
  expect(await runRedrive(asStack())).toBe(1)
  expect(await runRedrive(options)).toBe(1)
  sqs.on(ListQueuesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }))
  expect(await runRedrive(options)).toBe(1)
  expect(saidAsError).toEqual([
    texts.none('Reassort'),
    texts.none(),
    failureTexts.right('AccessDenied'),
  ])
})
