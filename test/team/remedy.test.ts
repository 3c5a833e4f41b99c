import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import type { StoppedServices } from '../../shared/domain/service-switches.ts'
import { runRemedy } from '../../team/remedy/run-remedy.ts'
import { remedyTexts, findingTexts as texts } from '../../team/remedy/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { said, asStack, run } = await aLocalElection()
const sqs = mockedClients(SQSClient)
const lambda = mockedClients(LambdaClient)
const url = 'https://sqs.eu-west-3.amazonaws.com/1/Reassort-Sms-R1'
const deadLetterTargetArn = 'arn:aws:sqs:eu-west-3:1:Reassort-Dead-R2'

const running: StoppedServices = { mappings: [], functions: [], rules: [], mail: false }
const mailStopped = { ...running, mail: true }

const answer = (stopped: StoppedServices) => ({
  Payload: { transformToString: () => JSON.stringify(stopped) } as never,
})

test.for([
  ['runs again', running, texts.restart.end, 0],
  ['AWS does not start', mailStopped, texts.stoppedServices(mailStopped), 1],
] as const)(
  'the remedy says whether the service runs: one that %s',
  async ([, after, says, code]) => {
    lambda
      .on(InvokeCommand)
      .resolvesOnce(answer(mailStopped))
      .resolvesOnce(answer(mailStopped))
      .resolves(answer(after))
    expect(await run(runRemedy, 'e-mails', undefined, { ...asStack(), yes: true })).toBe(code)
    expect(said.join('\n').split('Ce que cela coûte')[1]).toContain(says)
  },
)

test('nothing is repaired without a terminal to confirm', async () => {
  lambda.on(InvokeCommand).resolves(answer(mailStopped))
  expect(await run(runRemedy, 'e-mails', undefined, asStack())).toBe(3)
  const asked = lambda.commandCalls(InvokeCommand).map(({ args }) => String(args[0].input.Payload))
  expect(asked).toEqual(['{"start":false}'])
})

test('a failing restart function is not taken for a running service', async () => {
  lambda.on(InvokeCommand).resolves({ ...answer(running), FunctionError: 'Unhandled' })
  expect(await run(runRemedy, 'e-mails', undefined, { ...asStack(), yes: true })).toBe(1)
  expect(said.join('\n')).not.toContain(remedyTexts.noFinding)
})

test('dead letters return to the queues of the file’s stack, and unreadable ones are named', async () => {
  lambda.on(InvokeCommand).resolves(answer(running))
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
  expect(await run(runRemedy, 'files', undefined, { ...asStack(), yes: true })).toBe(1)
  const { end: done } = texts.redrive
  expect(said).toContain(done(0, ['m-1']))
})
