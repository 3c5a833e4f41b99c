import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterEach, expect, test, vi } from 'vitest'
import { phoneProofOf } from '../../shared/domain/account/phone-registration.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import { aVoter, keys, now, phone, ring, voterId } from '../builders/values.ts'
import { withElection } from '../fakes/deployed-election.ts'
import { inMemoryDatabase } from '../fakes/in-memory-database.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'

const secrets = mockedClients(SecretsManagerClient)
const sns = mockedClients(SNSClient)
const sqs = mockedClients(SQSClient)
const { connect, items } = inMemoryDatabase()
const id = '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01'
vi.spyOn(DynamoDBDocumentClient, 'from').mockReturnValueOnce(connect())
const { handler } = await withElection(() => import('../../functions/send-identifier/handler.ts'))

printedLines()
afterEach(() => void vi.useRealTimers())

test.each([
  [30, 'has not left', 'client', 900],
  [130, 'may have left', 'server', 100],
  [900, 'may have left', 'server', 5000],
] as const)('a phone SMS is requeued in %d s if it %s', async (delaySeconds, _, $fault, age) => {
  vi.useFakeTimers({ toFake: ['Date'], now, shouldAdvanceTime: true })
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(ring) })
  sns.on(PublishCommand).rejects(new SNSServiceException({ name: 'No', $fault, $metadata: {} }))
  const to = { phone, maskedPhone: '•• 78', territory: 'FR' }
  const phoneProof = phoneProofOf(keys, voterId, to, id, now)
  items('voters').set(voterId, toVoterItem(aVoter({ phoneProof })))
  const body = JSON.stringify({ voterId, sms: 'code', id })
  const record = anSqsRecord(body, { sentAt: Date.now() - age * 1000 })
  await handler({ Records: [record] }, withSecondsLeft(20))
  const requeues = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)
  expect(requeues).toMatchObject([{ DelaySeconds: delaySeconds, MessageBody: body }])
})
