import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { expect, it } from 'vitest'
import { dynamoRestorations } from '../../shared/adapters/reissue/dynamo-restorations.ts'
import { copySuffix, type Restoration } from '../../shared/domain/reissue/restoration.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const { database, names } = tables
const restorations = dynamoRestorations(database, names, () => new Date('2026-11-30T17:00:00Z'))

const damage: Restoration = {
  table: 'reissues',
  before: new Date('2026-11-30T16:04:00Z'),
  after: new Date('2026-11-30T16:06:00Z'),
}

async function copied(stamp: string, ...items: object[]): Promise<void> {
  const TableName = `${names.reissues}${copySuffix}${stamp}`
  await database.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'reissueId', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'reissueId', AttributeType: 'S' }],
    }),
  )
  for (const Item of items) await database.send(new PutCommand({ TableName, Item }))
}

it('a restoration finds differences, overwrites no newer item and deletes its copies', async () => {
  const at = '2026-11-30T16:00:00.000Z'
  const request = (reissueId: string, state = 'accepted') => ({
    ...{ reissueId, voterId: 'v', phoneHash: 'p', state },
    history: [{ state, at }],
  })
  await copied('20261130160400', request('same'), request('lost'), request('altered'))
  await copied('20261130160600', request('same'), request('altered', 'failed'))
  for (const one of [request('same'), request('altered', 'failed')])
    await tables.put('reissues', one)
  expect(await restorations.copy(damage)).toBe('copied')

  const { items, next } = await restorations.page(damage, [0, 1])
  expect(next).toBeUndefined()
  const [altered, lost] = items.toSorted((one, other) => one.key.localeCompare(other.key))
  expect(lost).toEqual({ key: 'lost', before: request('lost') })
  expect(altered?.current).toEqual(request('altered', 'failed'))

  expect(await restorations.put('reissues', undefined, request('lost'))).toBe(true)
  expect(await restorations.put('reissues', undefined, request('lost'))).toBe(false)
  const used = { ...request('altered', 'failed'), usedAt: at }
  await tables.put('reissues', used)
  expect(await restorations.put('reissues', altered?.current, request('altered'))).toBe(false)
  expect(await restorations.put('reissues', used, request('altered'))).toBe(true)
  expect(await restorations.put('reissues', used, request('altered'))).toBe(false)
  const to = await restorations.reissuesTo(['p', 'another'])
  expect([to.get('p')?.length, to.get('another')]).toEqual([3, []])
  await restorations.deleteCopies(damage)
  await expect(restorations.copy(damage)).rejects.toThrow()
})

it.each([
  ['voters', { voterId: 'v' }, { waitLiftedAt: '2026-11-30T16:00:00.000Z' }],
  ['phones', { phoneHash: 'h', voterId: 'v', reissueCount: 1 }, { smsCount: 1 }],
] as const)(
  'a restoration overwrites no item of %s with an attribute added meanwhile',
  async (table, item, added) => {
    const current = { ...item, ...added }
    await tables.put(table, current)
    expect(await restorations.put(table, item, item)).toBe(false)
    expect(await restorations.put(table, current, item)).toBe(true)
  },
)
