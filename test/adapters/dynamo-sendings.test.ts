import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSendings } from '../../shared/adapters/reissue/dynamo-sendings.ts'
import type { ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { toReissueItem } from '../../shared/tables/reissues.ts'
import { aLease, aReissue, now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const sendings = dynamoSendings(database, {
  reissues: 'Reissues',
  voters: 'Voters',
  phones: 'Phones',
})

beforeEach(() => {
  dynamo.reset()
})

const inState = (state: ReissueState) => marshall(toReissueItem(aReissue({ state })))

// What happens between two writes of one call cannot be arranged on the embedded engine.
describe('starting a sending', () => {
  const refused = (state: ReissueState) =>
    new ConditionalCheckFailedException({ $metadata: {}, message: '', Item: inState(state) })

  it('of a request whose sender ends it between the two writes says that it is over', async () => {
    dynamo.on(UpdateCommand).rejectsOnce(refused('sending')).rejects(refused('sent'))
    const start = await sendings.start('reissue-1', aLease(now, now))
    expect(start).toEqual({ outcome: 'over' })
    expect(dynamo.calls()).toHaveLength(2)
  })
})

// No port can bring the tables into such a state.
describe('ending a sending', () => {
  const none = { Code: 'None' }
  const failed = (state?: ReissueState) => ({
    Code: 'ConditionalCheckFailed',
    ...(state && { Item: inState(state) }),
  })
  const reissue = aReissue({ state: 'sending' })
  const handover = { identifierHash: 'new hash', messageId: 'sms-1', at: now }

  it.each([
    ['the request is not there', [failed()]],
    ['the request is still under way', [failed('sending')]],
    ['the voter waits for another one', [none, failed()]],
    ['the phone serves another voter', [none, none, failed()]],
  ])('is a failure, to be looked at, when %s', async (_, CancellationReasons) => {
    const cancelled = { $metadata: {}, message: '', CancellationReasons }
    dynamo.on(TransactWriteCommand).rejects(new TransactionCanceledException(cancelled))
    await expect(sendings.complete(reissue, handover)).rejects.toThrow('contradict each other')
    await expect(sendings.fail(reissue, 'opted-out', now)).rejects.toThrow('contradict each other')
  })
})
