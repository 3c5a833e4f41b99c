import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, it } from 'vitest'
import { readItem, scanItems } from '../../shared/adapters/dynamo-reads.ts'

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

it('reads the items of all pages, consistently, and none of a page without any', async () => {
  const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
  const dynamo = mockClient(database)
  dynamo
    .on(ScanCommand)
    .resolvesOnce({ Items: [{ n: 1 }, { n: 2 }], LastEvaluatedKey: { n: 2 } })
    .resolvesOnce({ LastEvaluatedKey: { n: 3 } })
    .resolvesOnce({ Items: [{ n: 4 }] })
  const found: unknown[] = []
  for await (const item of scanItems(database, { TableName: 'Voters' })) found.push(item)
  expect(found).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }])
  expect(dynamo.call(0).args[0].input).toMatchObject({ TableName: 'Voters', ConsistentRead: true })
})
