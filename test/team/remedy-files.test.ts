import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { runRemedy } from '../../team/remedy/run-remedy.ts'
import { findingTexts as texts } from '../../team/remedy/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { said, asStack } = await aLocalElection()
const sqs = mockedClients(SQSClient)
const lambda = mockedClients(LambdaClient)
const url = 'https://sqs.eu-west-3.amazonaws.com/1/Reassort-Sms-R1'
const deadLetterTargetArn = 'arn:aws:sqs:eu-west-3:1:Reassort-Dead-R2'

test('what failed goes back to the queues of the stack that the file names, and what is unreadable is named', async () => {
  const running = { mappings: [], functions: [], rules: [], mail: false }
  const Payload = Buffer.from(JSON.stringify(running))
  lambda
    .on(InvokeCommand)
    .resolves({ Payload: { transformToString: () => String(Payload) } as never })
  sqs.on(ListQueuesCommand).resolves({})
  sqs.on(ListQueuesCommand, { QueueNamePrefix: 'Reassort-' }).resolves({ QueueUrls: [url] })
  sqs.on(GetQueueAttributesCommand).resolves({
    Attributes: {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn }),
      ApproximateNumberOfMessages: '1',
    },
  })
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: `${url}-dead` })
  const poison = { MessageId: 'm-1', Body: 'poison', ReceiptHandle: 'r' }
  sqs
    .on(ReceiveMessageCommand)
    .resolvesOnce({ Messages: [poison] })
    .resolves({})
  expect(await runRemedy('files', undefined, { ...asStack(), yes: true })).toBe(0)
  const { done } = texts.redrive
  expect(said).toContain(done(0, ['m-1']))
})
