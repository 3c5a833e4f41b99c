import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, it } from 'vitest'
import { readItem } from '../../shared/adapters/dynamo-reads.ts'

// The embedded engine has no replica that could lag behind.
it('reads consistently: an identifier that was just replaced is seen as such', async () => {
  const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
  const dynamo = mockClient(database)
  dynamo.on(GetCommand).resolves({ Item: { voterId: 'x' } })
  expect(await readItem(database, 'Voters', { voterId: 'x' })).toEqual({ voterId: 'x' })
  expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([
    { TableName: 'Voters', Key: { voterId: 'x' }, ConsistentRead: true },
  ])
})
