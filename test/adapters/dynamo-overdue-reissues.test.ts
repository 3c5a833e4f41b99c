import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, it } from 'vitest'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-overdue-reissues.ts'
import { now } from '../builders/values.ts'

// A page of DynamoDB holds a megabyte: the cases of the contract never fill one.
it('reads what is overdue page after page, in every shard of the index in turn', async () => {
  const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
  const dynamo = mockClient(database)
  const overdueReissues = dynamoOverdueReissues(database, 'Reissues')
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
    0, 1, 2, 3, 2, 2,
  ])
  expect(new Set(queries.map(({ IndexName }) => IndexName))).toEqual(new Set(['mail-due']))
})
