import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, test } from 'vitest'
import { pairLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { aSituation } from '../builders/situations.ts'
import { aReissue, now, voterId } from '../builders/values.ts'
import { dynamoTables, tableNames } from './dynamo-tables.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
mockClient(database).rejects(new Error('no answer'))

const anything: never = new Proxy((() => {}) as never, {
  get: (_, name) => {
    if (name === 'then') return undefined
    if (name === Symbol.toPrimitive) return () => 1
    return name === Symbol.iterator ? () => [].values() : anything
  },
  apply: () => anything,
})

const givenTo: Record<string, unknown[]> = {
  'attempts.charge': [{ windowEndsAt: now, limit: pairLimit }, now],
  'reissueRequests.admit': [aSituation('admission').claim],
  'sendings.hold': [aReissue(), anything],
  'sendings.release': [aReissue({ leaseEndsAt: now }), now, true],
  'fileCodes.store': [{ expiresAt: now }, now],
  'roll.findMany': [[voterId]],
  'roll.findPersons': [[voterId]],
  'failedMails.record': [voterId, { why: 'slow', at: now, mailedAt: now }],
  'overdueReissues.list': ['sms', now],
  'overdueReissues.delayDueTime': ['reissue-1', 'sms', now],
}

type Method = (...given: unknown[]) => Promise<unknown> | AsyncIterable<unknown>

async function called(name: string, method: Method): Promise<unknown> {
  const answer = method(...(givenTo[name] ?? Array(4).fill(anything)))
  return Symbol.asyncIterator in answer ? answer[Symbol.asyncIterator]().next() : answer
}

// Detects a missing `await`: nothing may continue before the write is acknowledged.
const ports = Object.entries<object>(dynamoTables(database, tableNames))
const methods = ports.flatMap(([port, methods]) =>
  Object.entries(methods).map(
    ([name, method]: [string, Method]) => [`${port}.${name}`, method] as const,
  ),
)

test.each(methods)('%s rejects when the engine does not answer', async (name, method) => {
  await expect(called(name, method)).rejects.toThrow('no answer')
})
