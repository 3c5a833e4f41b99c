import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoReissueRequests } from '../../shared/adapters/dynamo-reissue-requests.ts'
import { attemptCounter } from '../../shared/domain/attempts.ts'
import { identityLimit } from '../../shared/domain/limits.ts'
import type { ReissueClaim } from '../../shared/domain/reissue-rules.ts'
import { aReissue, aVoter, keys, now, otherVoterId, voterId } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const reissueRequests = dynamoReissueRequests(database, {
  sessions: 'Sessions',
  voters: 'Voters',
  attempts: 'Attempts',
  captchas: 'Captchas',
  phones: 'Phones',
  reissues: 'Reissues',
})

const identityAttempts = attemptCounter(keys, identityLimit, [voterId], now)
const reissue = aReissue()
const claim: ReissueClaim = {
  session: { voterId, epoch: 0, tokenHash: 'hash of the token' },
  identityHash: aVoter().identityHash,
  captcha: { captchaId: 'captcha-1', codeHash: 'hash of the code' },
  identityAttempts,
  limits: { reissuesPerVoter: 3, reissuesPerPhone: 2 },
  bothLostHours: 24,
  reissue,
  now,
}

beforeEach(() => {
  dynamo.reset()
  dynamo.on(TransactWriteCommand).resolves({})
})

/** The writes of the only transaction that was sent. */
function sentWrites() {
  const calls = dynamo.commandCalls(TransactWriteCommand)
  expect(calls).toHaveLength(1)
  return calls[0]?.args[0].input.TransactItems ?? []
}

/** The writes as `kind table key`. */
const targets = () =>
  sentWrites().map((write) => {
    const [kind] = Object.keys(write)
    const { TableName, Key } = actionOf(write)
    return `${kind} ${TableName} ${JSON.stringify(Key ?? null)}`
  })

interface Action {
  TableName?: string
  Key?: object
  UpdateExpression?: string
  ConditionExpression?: string
  ExpressionAttributeValues?: object
  ReturnValuesOnConditionCheckFailure?: string
}

function actionOf(write: object | undefined): Action {
  const [action] = Object.values(write ?? {})
  if (!action) throw new Error('There is no such write')
  return action
}

const failed = (item?: Record<string, unknown>) => ({
  Code: 'ConditionalCheckFailed',
  ...(item && { Item: marshall(item) }),
})
const none = { Code: 'None' }

const instant = now.toISOString()
const session = { tokenHash: 'hash of the token', kind: 'space', ttl: 1 }
const captcha = { captchaId: 'captcha-1', voterId, codeHash: 'of another code', ttl: 1 }
const otherIdentity = aVoter({ identityHash: 'of somebody else' })

const cancelled = (...reasons: { Code: string }[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: reasons,
  })

describe('admitting a request', () => {
  it('is one transaction that compares neither identity, nor code, nor phone', async () => {
    expect(await reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
    expect(targets()).toEqual([
      'ConditionCheck Sessions {"tokenHash":"hash of the token"}',
      `ConditionCheck Voters {"voterId":"${voterId}"}`,
      `Update Attempts {"attemptKey":"${identityAttempts.attemptKey}"}`,
      'Update Captchas {"captchaId":"captcha-1"}',
    ])
    const sent = JSON.stringify(sentWrites())
    for (const compared of [claim.identityHash, claim.captcha.codeHash, reissue.phoneHash]) {
      expect(sent).not.toContain(compared)
    }
  })

  it('counts the try by adding, as long as one is left, until the window ends', async () => {
    await reissueRequests.admit(claim)
    expect(actionOf(sentWrites()[2])).toMatchObject({
      UpdateExpression: 'ADD attempts :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :limit',
      ExpressionAttributeValues: {
        ':one': 1,
        ':limit': identityLimit.maximum,
        ':ttl': identityAttempts.windowEndsAt.getTime() / 1000,
      },
    })
  })

  it('uses the security code up for this request alone', async () => {
    await reissueRequests.admit(claim)
    expect(actionOf(sentWrites()[3])).toMatchObject({
      UpdateExpression: 'SET reissueId = :reissueId',
      ConditionExpression:
        'voterId = :voterId AND attribute_not_exists(reissueId) AND expiresAt > :now',
      ExpressionAttributeValues: { ':reissueId': 'reissue-1', ':voterId': voterId },
    })
  })

  it('is refused by every one of its checks, and each tells what it found', async () => {
    await reissueRequests.admit(claim)
    expectChecks(4)
  })

  it.each([
    ['unauthenticated', [failed()]],
    ['unauthenticated', [failed({ ...session, voterId, expiresAt: instant })]],
    ['unauthenticated', [none, failed()]],
    ['voter-limit', [none, failed({ ...aVoter({ reissueCount: 3 }) })]],
    ['too-many-attempts', [none, none, failed({ attempts: 20 })]],
    ['captcha-failed', [none, none, none, failed()]],
    ['captcha-failed', [none, none, none, failed({ ...captcha, expiresAt: instant })]],
  ])('is refused as %s', async (reason, reasons) => {
    dynamo.on(TransactWriteCommand).rejects(cancelled(...filled(reasons, 4)))
    expect(await reissueRequests.admit(claim)).toEqual({ outcome: 'refused', reason })
    expect(dynamo.calls()).toHaveLength(1)
  })
})

describe('accepting a request', () => {
  it('is one transaction over six tables', async () => {
    expect(await reissueRequests.accept(claim)).toEqual({ outcome: 'accepted' })
    expect(targets()).toEqual([
      'ConditionCheck Sessions {"tokenHash":"hash of the token"}',
      `Update Voters {"voterId":"${voterId}"}`,
      'ConditionCheck Captchas {"captchaId":"captcha-1"}',
      `Update Phones {"phoneHash":"${reissue.phoneHash}"}`,
      `Delete Attempts {"attemptKey":"${identityAttempts.attemptKey}"}`,
      'Put Reissues null',
    ])
  })

  it('is refused by every one of its checks, and each tells what it found', async () => {
    await reissueRequests.accept(claim)
    expectChecks(4)
    expect(actionOf(sentWrites()[5]).ConditionExpression).toBe('attribute_not_exists(reissueId)')
  })

  it('counts on the voter and on the phone by adding, never by writing a number that was read', async () => {
    await reissueRequests.accept(claim)
    const [, voter, , phone] = sentWrites().map(actionOf)
    expect(voter?.UpdateExpression).toContain('ADD reissueCount :one')
    expect(phone?.UpdateExpression).toContain('ADD reissueCount :one')
    expect(voter?.ExpressionAttributeValues).toMatchObject({ ':one': 1, ':limit': 3 })
    expect(phone?.ExpressionAttributeValues).toMatchObject({ ':one': 1, ':limit': 2 })
  })

  it('writes the request with its due times, in the shard of its id, and no ttl', async () => {
    await reissueRequests.accept(claim)
    const item = sentWrites()[5]?.Put?.Item
    expect(item).toMatchObject({
      reissueId: 'reissue-1',
      state: 'accepted',
      requestedAt: '2026-11-25T09:00:00.000Z',
      smsDueAt: '2026-11-25T09:05:00.000Z',
      mailDueAt: '2026-11-25T09:02:00.000Z',
      sweepShard: 1,
    })
    expect(item).not.toHaveProperty('ttl')
  })

  it.each([
    ['unauthenticated', [failed()]],
    ['voter-limit', [none, failed({ ...aVoter({ reissueCount: 3 }) })]],
    ['captcha-failed', [none, none, failed({ ...captcha, expiresAt: instant })]],
    [
      'captcha-failed',
      [none, failed({ ...otherIdentity }), failed({ ...captcha, expiresAt: instant })],
    ],
    ['identity-mismatch', [none, failed({ ...otherIdentity })]],
    [
      'identity-mismatch',
      [none, failed({ ...otherIdentity }), none, failed({ voterId, reissueCount: 2 })],
    ],
    ['phone-taken', [none, none, none, failed({ voterId: otherVoterId, reissueCount: 1 })]],
    ['phone-limit', [none, none, none, failed({ voterId, reissueCount: 2 })]],
  ])('is refused as %s', async (reason, reasons) => {
    dynamo.on(TransactWriteCommand).rejects(cancelled(...filled(reasons, 6)))
    expect(await reissueRequests.accept(claim)).toEqual({ outcome: 'refused', reason })
    expect(dynamo.calls()).toHaveLength(1)
  })

  it('is refused because another is under way, which it names', async () => {
    const voter = failed({ ...aVoter({ pendingReissueId: 'reissue-0' }) })
    dynamo.on(TransactWriteCommand).rejects(cancelled(...filled([none, voter], 6)))
    expect(await reissueRequests.accept(claim)).toEqual({
      outcome: 'refused',
      reason: 'already-pending',
      pendingReissueId: 'reissue-0',
    })
  })

  it('whose id has served already is a failure, not a refusal', async () => {
    const reasons = [none, none, none, none, none, failed()]
    dynamo.on(TransactWriteCommand).rejects(cancelled(...reasons))
    await expect(reissueRequests.accept(claim)).rejects.toThrow('failed no check')
  })
})

function filled<Reason>(reasons: Reason[], length: number): (Reason | typeof none)[] {
  return [...reasons, ...Array(length - reasons.length).fill(none)]
}

/** So many of the writes may refuse the claim, and tell why. */
function expectChecks(count: number): void {
  const checks = sentWrites()
    .map(actionOf)
    .filter((action) => action.ReturnValuesOnConditionCheckFailure === 'ALL_OLD')
  expect(checks).toHaveLength(count)
  expect(checks.filter(({ ConditionExpression }) => !ConditionExpression)).toEqual([])
}
