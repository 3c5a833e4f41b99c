import { describe, expect, it } from 'vitest'
import { failedItems, recordOf } from '../../local/queues.ts'

describe('the messages that a function failed on', () => {
  const all = ['one', 'two']

  it.each([
    [{ batchItemFailures: [] }, []],
    [{ batchItemFailures: [{ itemIdentifier: 'two' }] }, ['two']],
    [{}, []],
    [null, []],
    [undefined, []],
    [{ batchItemFailures: null }, []],
  ])('of %j are %j', (result, failed) => {
    expect(failedItems(result, all)).toEqual(failed)
  })

  it.each([
    [{ batchItemFailures: 'two' }],
    [{ batchItemFailures: [{ itemIdentifier: 'three' }] }],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }],
    [{ batchItemFailures: [{}] }],
    [{ batchItemFailures: [null] }],
  ])('are all of them when Lambda cannot read %j', (result) => {
    expect(failedItems(result, all)).toEqual(all)
  })
})

it('a message becomes a record as Lambda hands it over', () => {
  const queue = {
    name: 'Sms',
    url: 'http://sqs/000000000000/Sms',
    arn: 'arn:aws:sqs:eu-west-3:000000000000:Sms',
    attributes: {},
  }
  const message = {
    MessageId: 'id',
    ReceiptHandle: 'handle',
    Body: '{}',
    MD5OfBody: 'md5',
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: {
      text: { DataType: 'String', StringValue: 'a' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([255]) },
    },
  }
  expect(recordOf(message, queue)).toEqual({
    messageId: 'id',
    receiptHandle: 'handle',
    body: '{}',
    md5OfBody: 'md5',
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {
      text: { dataType: 'String', stringValue: 'a', stringListValues: [], binaryListValues: [] },
      bytes: {
        dataType: 'Binary',
        binaryValue: '/w==',
        stringListValues: [],
        binaryListValues: [],
      },
    },
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: 'eu-west-3',
  })
})
