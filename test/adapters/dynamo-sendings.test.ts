import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSendings } from '../../shared/adapters/dynamo-sendings.ts'
import type { ReissueState } from '../../shared/domain/reissue.ts'
import { toReissueItem } from '../../shared/tables/reissues.ts'
import { aLease, aReissue, now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const sendings = dynamoSendings(database, {
  reissues: 'Reissues',
  voters: 'Voters',
  phones: 'Phones',
})

const leaseEndsAt = new Date(now.getTime() + 30_000)
const reissue = aReissue({ state: 'sending' })
const start = () => sendings.start('reissue-1', aLease(now, leaseEndsAt))

beforeEach(() => {
  dynamo.reset()
})

const inState = (state: ReissueState) => marshall(toReissueItem(aReissue({ state })))

const refused = (state?: ReissueState) =>
  new ConditionalCheckFailedException({
    $metadata: {},
    message: 'refused',
    ...(state && { Item: inState(state) }),
  })

const updates = () => dynamo.commandCalls(UpdateCommand).map(({ args }) => args[0].input)

describe('starting a sending', () => {
  it('takes an accepted request, under a lease, with one write', async () => {
    dynamo.on(UpdateCommand).resolves({
      Attributes: { ...toReissueItem(reissue), leaseEndsAt: leaseEndsAt.toISOString() },
    })
    expect(await start()).toEqual({ outcome: 'started', reissue })
    expect(updates()).toMatchObject([
      {
        TableName: 'Reissues',
        Key: { reissueId: 'reissue-1' },
        ConditionExpression: '#state = :from',
        ExpressionAttributeValues: {
          ':from': 'accepted',
          ':to': 'sending',
          ':leaseEndsAt': '2026-11-25T09:00:30.000Z',
          // The sweep waits until the sender has surely ended.
          ':smsDueAt': '2026-11-25T09:02:00.000Z',
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    ])
  })

  it('takes one over whose lease has ended, and never one whose lease has not', async () => {
    dynamo
      .on(UpdateCommand)
      .rejectsOnce(refused('sending'))
      .resolves({ Attributes: toReissueItem(reissue) })
    expect(await start()).toMatchObject({ outcome: 'started' })
    expect(updates()[1]).toMatchObject({
      ConditionExpression:
        '#state = :sending AND (leaseEndsAt <= :from OR (leaseMessageId = :messageId AND leaseTries < :tries))',
      ExpressionAttributeValues: { ':from': now.toISOString(), ':tries': 1 },
    })
  })

  it.each([
    ['absent', [refused()]],
    ['over', [refused('sent')]],
    ['over', [refused('failed')]],
    ['over', [refused('cancelled')]],
    ['over', [refused('delivered')]],
    ['busy', [refused('sending'), refused('sending')]],
    ['over', [refused('sending'), refused('sent')]],
  ])('answers %s', async (outcome, refusals) => {
    const stub = dynamo.on(UpdateCommand)
    for (const refusal of refusals) stub.rejectsOnce(refusal)
    stub.rejects(new Error('one call too many'))
    expect(await start()).toEqual({ outcome })
    expect(updates()).toHaveLength(refusals.length)
  })

  it('rejects when the engine does not answer', async () => {
    dynamo.on(UpdateCommand).rejects(new Error('no answer'))
    await expect(start()).rejects.toThrow('no answer')
  })
})

describe('ending a sending', () => {
  const writes = () =>
    dynamo
      .commandCalls(TransactWriteCommand)[0]
      ?.args[0].input.TransactItems?.map(({ Update }) => Update) ?? []

  const cancelled = (...reasons: object[]) =>
    new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: reasons,
    })
  const none = { Code: 'None' }
  const failed = (state?: ReissueState) => ({
    Code: 'ConditionalCheckFailed',
    ...(state && { Item: inState(state) }),
  })

  const complete = () =>
    sendings.complete(reissue, { identifierHash: 'new hash', messageId: 'sms-1', at: now })
  const fail = () => sendings.fail(reissue, 'opted-out', now)

  it('swaps the identifier and marks the request sent in one transaction', async () => {
    dynamo.on(TransactWriteCommand).resolves({})
    expect(await complete()).toBe('completed')
    expect(writes()).toMatchObject([
      {
        TableName: 'Reissues',
        ConditionExpression: '#state = :from',
        UpdateExpression: expect.stringContaining(
          'REMOVE sealedPhone, smsDueAt, leaseEndsAt, leaseMessageId, leaseTries, heldOn',
        ),
        ExpressionAttributeValues: { ':from': 'sending', ':to': 'sent', ':messageId': 'sms-1' },
      },
      {
        TableName: 'Voters',
        ConditionExpression: 'pendingReissueId = :reissueId',
        UpdateExpression: 'SET identifierHash = :identifierHash REMOVE pendingReissueId',
        ExpressionAttributeValues: { ':identifierHash': 'new hash', ':reissueId': 'reissue-1' },
      },
    ])
  })

  it('gives the attempt back on the voter and on the phone in one transaction', async () => {
    dynamo.on(TransactWriteCommand).resolves({})
    expect(await fail()).toBe('failed')
    expect(writes()).toMatchObject([
      {
        TableName: 'Reissues',
        ExpressionAttributeValues: { ':from': 'sending', ':to': 'failed', ':failure': 'opted-out' },
      },
      { TableName: 'Voters', ExpressionAttributeValues: { ':back': -1 } },
      {
        TableName: 'Phones',
        Key: { phoneHash: reissue.phoneHash },
        ConditionExpression: 'voterId = :voterId AND reissueCount > :zero',
        ExpressionAttributeValues: { ':back': -1 },
      },
    ])
  })

  it.each(['sent', 'delivered', 'failed'] as const)(
    'answers already-over when it was %s meanwhile',
    async (state) => {
      dynamo.on(TransactWriteCommand).rejects(cancelled(failed(state), failed()))
      expect(await complete()).toBe('already-over')
      expect(await fail()).toBe('already-over')
    },
  )

  it.each([
    ['the request is not there', [failed()]],
    ['nobody started it', [failed('accepted')]],
    ['the voter waits for another one', [none, failed()]],
    ['the phone serves another voter', [none, none, failed()]],
  ])('is a failure, to be looked at, when %s', async (_, reasons) => {
    dynamo.on(TransactWriteCommand).rejects(cancelled(...reasons))
    await expect(complete()).rejects.toThrow('contradict each other')
    await expect(fail()).rejects.toThrow('contradict each other')
  })
})
