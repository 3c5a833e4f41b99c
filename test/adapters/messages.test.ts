import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses'
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { isRefusedMail, sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { readSecret, writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { sqsReceivedMessages } from '../../shared/adapters/sqs-queue.ts'
import { MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = 'eu-west-3'

describe('a message of the queue', () => {
  const client = new SQSClient({ region })
  const sqs = mockedClients(client)
  const received = sqsReceivedMessages(client, 'https://sqs.example/queue')
  const sent = () => sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)

  beforeEach(() => void sqs.on(SendMessageCommand).resolves({}))

  it('that is hidden stays so for as long as it is told', async () => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({})
    await received.changeVisibility('handle-1', 40)
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
      QueueUrl: 'https://sqs.example/queue',
      ReceiptHandle: 'handle-1',
      VisibilityTimeout: 40,
    })
  })

  it('that is put again is as it was, and tells since when it is there', async () => {
    await received.requeueMessage('{"reissueId":"reissue-1"}', new Date(1_795_597_200_001), 300)
    expect(sent()).toEqual([
      {
        QueueUrl: 'https://sqs.example/queue',
        MessageBody: '{"reissueId":"reissue-1"}',
        DelaySeconds: 300,
        MessageAttributes: {
          FirstPutAt: { DataType: 'Number', StringValue: '1795597200001' },
        },
      },
    ])
  })
})

const sesClient = new SESClient({ region })
const ses = mockedClients(sesClient)
const sender = { title: 'Élection', mail: { from: 'election@example.org' } }
const mailer = sesMailer(sesClient, sender, 'Mails-1')
const mail = {
  to: 'alice@academie.example',
  subject: 'Élection',
  html: '<p>La demande</p>',
  text: 'Bonjour,\nÀ bientôt',
}

test.each([
  ['beyond the rate or the quota of the day', 'Throttling', 400, 'Throttling'],
  ['while sending is paused', 'AccountSendingPausedException', 400, 'AccountSendingPaused'],
  ['while SES is down', 'InternalFailure', 500, 'status-500'],
  ['while our own right is missing', 'AccessDenied', 403, 'AccessDenied'],
  [
    'while the sender has no MAIL FROM',
    'MailFromDomainNotVerifiedException',
    400,
    'MailFromDomainNotVerified',
  ],
  [
    'while its configuration set is missing',
    'ConfigurationSetDoesNotExistException',
    400,
    'ConfigurationSetDoesNotExist',
  ],
])('a mail is retried %s, and the error is named', async (_, name, httpStatusCode, reason) => {
  const metadata = { $metadata: { httpStatusCode }, $fault: 'client' as const }
  ses
    .on(SendEmailCommand)
    .rejects(new SESServiceException({ name, message: `${mail.to} is unknown`, ...metadata }))
  const failure = await mailer.send(mail).catch((failed: unknown) => failed)
  expect(failure).toBeInstanceOf(MailNotAccepted)
  expect(failure).toMatchObject({ reason })
  expect(String(failure)).not.toContain(mail.to)
})

const ofSes = (name: string, $fault: 'client' | 'server') =>
  new SESServiceException({ name, $fault, $metadata: {} })

test.each([
  [true, ofSes('MessageRejected', 'client')],
  // SES accepts only ASCII local parts, so such a message fails by itself.
  [true, ofSes('InvalidParameterValue', 'client')],
  [false, ofSes('ServiceUnavailable', 'server')],
  [false, new Error('no answer')],
  [false, Object.assign(new Error('of another service'), { $fault: 'client' })],
])('a mail that is refused (%s), or was not answered, fails: %s', async (isRefused, error) => {
  ses.on(SendEmailCommand).rejects(error)
  const failure = await mailer.send(mail).catch((failed: unknown) => failed)
  expect(failure).not.toBeInstanceOf(MailNotAccepted)
  expect(failure).toBe(error)
  expect(isRefusedMail(failure)).toBe(isRefused)
})

test('a mail is told of by the ids of its address and of the request that it can stop', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'mail-1' })
  await mailer.send({ ...mail, addressId: 'the-address', reissueId: 'the-reissue' })
  expect(ses.calls().map(({ args }) => args[0].input)).toMatchObject([
    {
      ConfigurationSetName: 'Mails-1',
      Tags: [
        { Name: 'address', Value: 'the-address' },
        { Name: 'reissue', Value: 'the-reissue' },
      ],
    },
  ])
})

test('a mail goes as UTF-8 to one address, in plain text and in HTML', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'mail-1' })
  await mailer.send(mail)
  expect(ses.calls().map(({ args }) => args[0].input)).toEqual([
    {
      Source: '=?UTF-8?B?w4lsZWN0aW9u?= <election@example.org>',
      Destination: { ToAddresses: ['alice@academie.example'] },
      ConfigurationSetName: 'Mails-1',
      Tags: [],
      Message: {
        Subject: { Data: 'Élection', Charset: 'UTF-8' },
        Body: {
          Text: { Data: 'Bonjour,\nÀ bientôt', Charset: 'UTF-8' },
          Html: { Data: '<p>La demande</p>', Charset: 'UTF-8' },
        },
      },
    },
  ])
})

const secretsClient = new SecretsManagerClient({ region })
const secrets = mockedClients(secretsClient)

test('a secret is read by its name', async () => {
  secrets
    .on(GetSecretValueCommand, { SecretId: 'master' })
    .resolves({ SecretString: 'of the election' })
  expect(await readSecret(secretsClient, 'master')).toBe('of the election')
})

test.each([[{}], [{ SecretString: '' }], [{ SecretBinary: new Uint8Array([1]) }]])(
  'a secret that holds no text is an error that names it: %j',
  async (answer) => {
    secrets.on(GetSecretValueCommand).resolves(answer)
    await expect(readSecret(secretsClient, 'origin')).rejects.toThrow(
      'The secret origin holds no text',
    )
  },
)

test('a secret is written whole under its name', async () => {
  await writeSecret(secretsClient, 'master', 'another')
  expect(secrets.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
    { SecretId: 'master', SecretString: 'another' },
  ])
})
