import {
  AuthorizationErrorException,
  InternalErrorException,
  InvalidParameterException,
  OptedOutException,
  PublishCommand,
  SNSClient,
  ThrottledException,
} from '@aws-sdk/client-sns'
import { expect, test } from 'vitest'
import { snsSmsCarrier } from '../../shared/adapters/sms/sns-sms-carrier.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new SNSClient({ region: 'eu-west-3' })
const sns = mockedClients(client)
const carrier = snsSmsCarrier(client, { senderId: 'ELECTIONPRO', smsMaxPriceUsd: 0.2 })

const sms = { phone: '+33612345678', text: 'Bonjour' }
const error = (message: string) => ({ $metadata: {}, message })

test('an SMS goes to SNS as transactional, signed by the sender, below a price', async () => {
  sns.on(PublishCommand).resolves({ MessageId: 'sms-1' })
  expect(await carrier.send(sms)).toEqual({ messageId: 'sms-1' })
  expect(sns.calls().map(({ args }) => args[0].input)).toEqual([
    {
      PhoneNumber: '+33612345678',
      Message: 'Bonjour',
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
        'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'ELECTIONPRO' },
        'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: '0.20' },
      },
    },
  ])
})

test('an SMS without an id from SNS is not sent, as far as anyone can tell', async () => {
  sns.on(PublishCommand).resolves({})
  await expect(carrier.send(sms)).rejects.toThrow('no message id')
})

test.each([
  ['opted-out', new OptedOutException(error('opted out'))],
  [
    'opted-out',
    new InvalidParameterException(error('Invalid parameter: Phone number is opted out')),
  ],
  [
    'invalid-number',
    new InvalidParameterException(
      error('Invalid parameter: PhoneNumber Reason: +33612345678 is not valid to publish to'),
    ),
  ],
])('an SMS is refused for good: %s', async (refused, exception) => {
  sns.on(PublishCommand).rejects(exception)
  expect(await carrier.send(sms)).toEqual({ refused })
})

test.each([
  [new ThrottledException(error('Rate exceeded')), true],
  [new InvalidParameterException(error('Invalid parameter: Message too long')), true],
  [new AuthorizationErrorException(error('not authorized to perform: sns:Publish')), true],
  // SNS may fail after it has sent.
  [new InternalErrorException(error('Internal error')), false],
])('an SMS was not taken when SNS answers %s (certain: %s)', async (exception, isCertain) => {
  sns.on(PublishCommand).rejects(exception)
  expect(await carrier.send(sms)).toEqual({ notAccepted: exception.name, isCertain })
})

test.each([
  [Object.assign(new Error('expired'), { name: 'ExpiredTokenException' })],
  [Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
])('an SMS may have left when no answer came, only %s', async (exception) => {
  sns.on(PublishCommand).rejects(exception)
  await expect(carrier.send(sms)).rejects.toThrow(exception.message)
})
