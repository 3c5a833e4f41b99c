import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoAttempts } from '../../shared/adapters/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/dynamo-overdue-reissues.ts'
import { dynamoReissueMails } from '../../shared/adapters/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { pairLimit } from '../../shared/domain/limits.ts'
import { aVoter, now, voterId } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const voters = dynamoVoters(database, 'Voters')
const sessions = dynamoSessions(database, 'Sessions')
const reissues = dynamoReissues(database, 'Reissues')
const captchas = dynamoCaptchas(database, 'Captchas')
const attempts = dynamoAttempts(database, 'Attempts')
const reissueMails = dynamoReissueMails(database, 'Reissues')
const overdueReissues = dynamoOverdueReissues(database, 'Reissues')

beforeEach(() => {
  dynamo.reset()
})

const inputs = () => dynamo.calls().map(({ args }) => args[0].input)
const conditionFailed = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' })
const counter = { attemptKey: 'key', windowEndsAt: now, limit: pairLimit }
const answer = { captchaId: 'captcha-1', codeHash: 'hash', owner: voterId }
const claim = { voterId, epoch: 0, tokenHash: 'hash of the token' }
const session = { kind: 'space', voterId, tokenHash: claim.tokenHash } as const

describe('reading', () => {
  it('is always consistent: an identifier that was just replaced is seen as such', async () => {
    dynamo.on(GetCommand).resolves({})
    expect(await voters.find(voterId)).toBeUndefined()
    expect(await sessions.findSpace(claim)).toBeUndefined()
    expect(await sessions.findBooth(claim)).toBeUndefined()
    expect(await reissues.find('reissue-1')).toBeUndefined()
    expect(inputs()).toHaveLength(4)
    expect(inputs().every((input) => 'ConsistentRead' in input && input.ConsistentRead)).toBe(true)
  })
})

describe('a line that expires', () => {
  it('has its ttl in whole seconds, never before its end', async () => {
    dynamo.on(PutCommand).resolves({}).on(UpdateCommand).resolves({})
    const expiresAt = new Date(now.getTime() + 1)
    const later = new Date(now.getTime() + 1000)
    const seconds = now.getTime() / 1000 + 1
    await sessions.open({ ...session, expiresAt, endsAt: later })
    await captchas.keep({ captchaId: 'captcha-1', voterId, codeHash: 'hash', expiresAt })
    await attempts.charge({ ...counter, windowEndsAt: expiresAt }, now)
    expect(inputs()).toMatchObject([
      { TableName: 'Sessions', Item: { ttl: seconds, expiresAt: '2026-11-25T09:00:00.001Z' } },
      { TableName: 'Captchas', Item: { ttl: seconds, expiresAt: '2026-11-25T09:00:00.001Z' } },
      { TableName: 'Attempts', ExpressionAttributeValues: { ':ttl': seconds } },
    ])
  })
})

describe('a conditional write that finds its condition false', () => {
  beforeEach(() => {
    for (const command of [PutCommand, UpdateCommand, DeleteCommand]) {
      dynamo.on(command as typeof PutCommand).rejects(conditionFailed)
    }
  })

  it('is success where the work is done already', async () => {
    expect(await voters.enrol(aVoter())).toBe('already-enrolled')
    await sessions.close(claim)
    await reissueMails.settle('reissue-1', 'asked')
    await overdueReissues.postpone('reissue-1', 'sms', now)
    await attempts.refund(counter)
    expect(inputs()).toHaveLength(5)
    expect(inputs().every((input) => 'ConditionExpression' in input)).toBe(true)
  })

  it('refuses a try, and a security code', async () => {
    expect(await attempts.charge(counter, now)).toMatchObject({ taken: false })
    expect(await captchas.answer(answer, now)).toBe(false)
  })

  it('is a failure where an id serves twice', async () => {
    const captcha = { captchaId: 'captcha-1', voterId, codeHash: 'hash', expiresAt: now }
    await expect(captchas.keep(captcha)).rejects.toThrow('refused')
  })
})

describe('an engine that does not answer', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['voters.enrol', () => voters.enrol(aVoter())],
    ['sessions.close', () => sessions.close(claim)],
    ['attempts.take', () => attempts.charge(counter, now)],
    ['attempts.giveBack', () => attempts.refund(counter)],
    ['captchas.answer', () => captchas.answer(answer, now)],
    ['reissueMails.settle', () => reissueMails.settle('reissue-1', 'asked')],
    ['overdueReissues.postpone', () => overdueReissues.postpone('reissue-1', 'sms', now)],
  ])('makes %s reject', async (_, write) => {
    for (const command of [PutCommand, UpdateCommand, DeleteCommand]) {
      dynamo.on(command as typeof PutCommand).rejects(new Error('no answer'))
    }
    await expect(write()).rejects.toThrow('no answer')
  })
})

describe('what is overdue', () => {
  it('is read page after page, in every shard of the index', async () => {
    const item = (reissueId: string) => ({ reissueId, requestedAt: now.toISOString() })
    const LastEvaluatedKey = { reissueId: 'reissue-1' }
    dynamo
      .on(QueryCommand)
      .resolves({})
      .on(QueryCommand, { ExpressionAttributeValues: { ':shard': 2, ':now': now.toISOString() } })
      .resolvesOnce({ Items: [item('reissue-1')], LastEvaluatedKey })
      .resolvesOnce({ Items: [], LastEvaluatedKey })
      .resolves({ Items: [item('reissue-2')] })
    const found = []
    for await (const reissue of overdueReissues.overdue('mail', now)) found.push(reissue)
    expect(found).toEqual([
      { reissueId: 'reissue-1', requestedAt: now },
      { reissueId: 'reissue-2', requestedAt: now },
    ])
    const queries = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input)
    expect(queries.map(({ ExpressionAttributeValues: values }) => values?.[':shard'])).toEqual([
      0, 1, 2, 2, 2, 3,
    ])
    expect(queries.map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([
      ...Array(3).fill(undefined),
      LastEvaluatedKey,
      LastEvaluatedKey,
      undefined,
    ])
    expect(new Set(queries.map(({ IndexName }) => IndexName))).toEqual(new Set(['mail-due']))
  })
})
