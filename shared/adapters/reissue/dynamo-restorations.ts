import { isDeepStrictEqual } from 'node:util'
import {
  DeleteTableCommand,
  DescribeTableCommand,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { Reissue } from '../../domain/reissue/reissue.ts'
import {
  type ChangedItem,
  copySuffix,
  type Item,
  keyAttributes,
  type Restoration,
  type Restorations,
  type RestoredTable,
} from '../../domain/reissue/restoration.ts'
import { phonesTable } from '../../tables/phones.ts'
import { fromReissueItem, type ReissueItem, reissuesTable } from '../../tables/reissues.ts'
import { votersTable } from '../../tables/voters.ts'
import { readItems, scanItems } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'
import { dynamoReissuesOfVoter } from './dynamo-reissues-of-voter.ts'

const definitions = { voters: votersTable, reissues: reissuesTable, phones: phonesTable }

const itemsPerPage: Record<RestoredTable, number> = { voters: 250, reissues: 250, phones: 2000 }

/** DynamoDB cannot restore the last five minutes; ten more are a margin. */
const restoreLagMilliseconds = 15 * 60_000

export function dynamoRestorations(
  database: DynamoDBDocumentClient,
  names: Readonly<Record<RestoredTable, string>>,
  clock: () => Date,
): Restorations {
  const reissuesOfVoter = dynamoReissuesOfVoter(database, names.reissues)
  const copyTableName = (table: RestoredTable, at: Date) =>
    `${names[table]}${copySuffix}${at.toISOString().slice(0, 19).replace(/\D/g, '')}`
  const copiesOf = ({ table, before, after }: Restoration) =>
    [before, after].map((at) => ({ at, copy: copyTableName(table, at) }))

  async function statusOf(TableName: string): Promise<string | undefined> {
    try {
      return (await database.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus
    } catch (error) {
      if (hasName(error, 'ResourceNotFoundException')) return undefined
      throw error
    }
  }

  async function copyTable(
    SourceTableName: string,
    TargetTableName: string,
    RestoreDateTime: Date,
  ) {
    const status = await statusOf(TargetTableName)
    if (status) return status === 'ACTIVE' ? 'copied' : 'copying'
    try {
      await database.send(
        new RestoreTableToPointInTimeCommand({
          ...{ SourceTableName, TargetTableName, RestoreDateTime },
          // Nobody queries the copy's indexes, and each would prolong the restore.
          GlobalSecondaryIndexOverride: [],
          BillingModeOverride: 'PAY_PER_REQUEST',
        }),
      )
      return 'copying'
    } catch (error) {
      const isTooRecent = clock().getTime() - RestoreDateTime.getTime() < restoreLagMilliseconds
      if (hasName(error, 'InvalidRestoreTimeException') && isTooRecent) return 'copying'
      if (hasName(error, 'TableAlreadyExistsException', 'LimitExceededException')) return 'copying'
      if (hasName(error, 'InvalidRestoreTimeException', 'PointInTimeRecoveryUnavailableException'))
        return 'no-backup'
      throw error
    }
  }

  async function itemsByKey(table: RestoredTable, name: string, keys: readonly string[]) {
    const attribute = keyAttributes[table]
    const itemKeys = keys.map((key) => ({ [attribute]: key }))
    const items = await readItems<Item>(database, name, itemKeys)
    return new Map(items.map((item) => [item[attribute] as string, item]))
  }

  return {
    async copy(restoration) {
      const states = await Promise.all(
        copiesOf(restoration).map(({ at, copy }) => copyTable(names[restoration.table], copy, at)),
      )
      if (states.includes('no-backup')) return 'no-backup'
      return states.includes('copying') ? 'copying' : 'copied'
    },

    async page({ table, before, after }, [Segment, TotalSegments], from) {
      const { Items: oldItems = [], LastEvaluatedKey } = await database.send(
        new ScanCommand({
          ...{ TableName: copyTableName(table, before), Limit: itemsPerPage[table] },
          ...{ Segment, TotalSegments, ConsistentRead: true },
          ...(from !== undefined && { ExclusiveStartKey: { [keyAttributes[table]]: from } }),
        }),
      )
      const next = LastEvaluatedKey?.[keyAttributes[table]] as string | undefined
      const keyOf = (item: Item) => item[keyAttributes[table]] as string
      const laterItems = await itemsByKey(table, copyTableName(table, after), oldItems.map(keyOf))
      const changedItems = oldItems.filter(
        (item) => !isDeepStrictEqual(item, laterItems.get(keyOf(item))),
      )
      const currentItems = await itemsByKey(table, names[table], changedItems.map(keyOf))
      const items: ChangedItem[] = changedItems.map((item) => {
        const key = keyOf(item)
        return { key, before: item, after: laterItems.get(key), current: currentItems.get(key) }
      })
      return { items, ...(next !== undefined && { next }) }
    },

    find: async (table, key) => (await itemsByKey(table, names[table], [key])).get(key),

    async reissuesOf({ voterId, pendingReissueId, latestReissueId, identifierReissueId }) {
      const indexedIds = await reissuesOfVoter.idsOf(voterId)
      // The index is eventually consistent, so the latest requests may be absent from it.
      const linkedIds = [pendingReissueId, latestReissueId, identifierReissueId].filter((id) => id)
      const keys = [...new Set([...indexedIds, ...(linkedIds as string[])])]
      const items = await itemsByKey('reissues', names.reissues, keys)
      return [...items.values()].map((item) => fromReissueItem(item as Item & ReissueItem))
    },

    async reissuesTo(phoneHashes) {
      const results = new Map(phoneHashes.map((hash): [string, Reissue[]] => [hash, []]))
      if (results.size === 0) return results
      const items = scanItems<ReissueItem>(database, { TableName: names.reissues })
      for await (const item of items) results.get(item.phoneHash)?.push(fromReissueItem(item))
      return results
    },

    async put(table, expectedItem = {}, item) {
      const attributes = Object.keys({ ...definitions[table].attributes, ...expectedItem })
      const { isWritten } = await putIf(database, {
        ...{ TableName: names[table], Item: item },
        ConditionExpression: attributes
          .map((name) =>
            name in expectedItem ? `#${name} = :${name}` : `attribute_not_exists(#${name})`,
          )
          .join(' AND '),
        values: expectedItem,
      })
      return isWritten
    },

    async deleteCopies(restoration) {
      for (const { copy: TableName } of copiesOf(restoration)) {
        if ((await statusOf(TableName)) === 'ACTIVE')
          await database.send(new DeleteTableCommand({ TableName }))
      }
    },
  }
}

const hasName = (error: unknown, ...names: string[]) =>
  error instanceof Error && names.includes(error.name)
