import { BatchGetCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { noIdentifierHash } from '../../domain/roll/enrolment.ts'
import type { Roll } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { SealItem } from '../../tables/roll-operations.ts'
import {
  type AddressItem,
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  toVoterItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { type Failures, ofImports, transact, updateIf } from '../dynamo-writes.ts'
import {
  checkSeal,
  holdPerson,
  type RollTables,
  rollChanges,
  unsealed,
} from './dynamo-roll-changes.ts'

type Item = VoterItem | AddressItem | PersonItem

export function dynamoRoll(database: DynamoDBDocumentClient, tables: RollTables): Roll {
  const { voters: table } = tables

  async function readMany(voterIds: string[]): Promise<Item[]> {
    const items: Item[] = []
    let keys = [...new Set(voterIds)].map((voterId) => ({ voterId }))
    // DynamoDB answers what it can, and says what is left to ask.
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await database.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      )
      items.push(...((Responses?.[table] ?? []) as Item[]))
      keys = (UnprocessedKeys?.[table]?.Keys ?? []) as { voterId: string }[]
    }
    return items
  }

  async function enrolMany(voters: Voter[]): ReturnType<Roll['enrolMany']> {
    const writes = voters.flatMap((voter) => {
      const { voterId, personId } = voter
      const put = {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      }
      return [
        [`voter ${voterId}`, { Put: put }],
        [`person ${voterId}`, holdPerson(tables, voterId, personId)],
      ]
    })
    const failures = await transact<Record<string, VoterItem | PersonItem>>(
      database,
      { seal: unsealed(tables), ...Object.fromEntries(writes) },
      ofImports,
    )
    if (!failures) return { standing: [], personTaken: [] }
    checkSeal(failures as Failures<{ seal: SealItem }>)
    const ids = voters.map(({ voterId }) => voterId)
    const standing = ids.filter((id) => `voter ${id}` in failures)
    const personTaken = ids.filter((id) => `person ${id}` in failures && !standing.includes(id))
    const left = [...standing, ...personTaken]
    const others = voters.filter(({ voterId }) => !left.includes(voterId))
    if (others.length === 0) return { standing, personTaken }
    const later = await enrolMany(others)
    return {
      standing: [...standing, ...later.standing],
      personTaken: [...personTaken, ...later.personTaken],
    }
  }

  async function* scan(filter: object): AsyncIterable<Voter> {
    const pages = paginateScan(
      { client: database },
      { TableName: table, ConsistentRead: true, ...filter },
    )
    for await (const { Items = [] } of pages) {
      for (const item of Items as Item[]) if (isVoterItem(item)) yield fromVoterItem(item)
    }
  }

  return {
    ...rollChanges(database, tables),

    async findMany(voterIds) {
      const found = new Map<string, Voter>()
      const moved: AddressItem[] = []
      for (const item of await readMany(voterIds)) {
        if (isVoterItem(item)) found.set(item.voterId, fromVoterItem(item))
        else if ('sameAs' in item) moved.push(item)
      }
      const others = await readMany(moved.map(({ sameAs }) => sameAs))
      for (const { voterId, sameAs } of moved) {
        const item = others.find((other) => other.voterId === sameAs)
        if (item && isVoterItem(item)) found.set(voterId, fromVoterItem(item))
      }
      return found
    },

    async findPersons(personIds) {
      const items = await readMany(personIds)
      return new Map(
        items.flatMap((item) => ('heldBy' in item ? [[item.voterId, item.heldBy]] : [])),
      )
    },

    enrolMany,

    async returnNotice({ voterId, identifierHash }, at) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET identifierHash = :nobodys, noticeReturnedAt = :at',
        ConditionExpression: 'identifierHash = :printed',
        ExpressionAttributeValues: {
          ':nobodys': noIdentifierHash(at),
          ':printed': identifierHash,
          ':at': at.toISOString(),
        },
      })
      return written ? 'returned' : 'changed-meanwhile'
    },

    async returnReplacedNotice({ voterId, formerIdentifierHash }, at) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        // With nothing to come back to, a failure of that SMS is told as of any other.
        UpdateExpression:
          'SET noticeReturnedAt = :at REMOVE formerIdentifierHash, formerIdentifierReissueId',
        ConditionExpression: 'formerIdentifierHash = :printed',
        ExpressionAttributeValues: { ':printed': formerIdentifierHash, ':at': at.toISOString() },
      })
      return written ? 'replaced-already' : 'changed-meanwhile'
    },

    async renewNotice({ voterId, identifierHash }, renewed) {
      const { noticeNumber, noticeOperationId, noticeRenewedAt } = renewed
      const voter = {
        TableName: table,
        Key: { voterId },
        UpdateExpression: [
          'SET identifierHash = :renewed, noticeNumber = :number',
          'noticeOperationId = :operation, noticeRenewedAt = :at REMOVE noticeReturnedAt, identifierReissueId',
        ].join(', '),
        ConditionExpression: 'identifierHash = :former AND attribute_not_exists(removedAt)',
        ExpressionAttributeValues: {
          ':renewed': renewed.identifierHash,
          ':former': identifierHash,
          ':number': noticeNumber,
          ':operation': noticeOperationId,
          ':at': noticeRenewedAt?.toISOString(),
        },
      }
      const failures = await transact<{ seal: SealItem; voter: VoterItem }>(database, {
        seal: unsealed(tables),
        voter: { Update: voter },
      })
      if (!failures) return 'renewed'
      checkSeal(failures)
      return 'changed-meanwhile'
    },

    withNoticesOf: (operationIds) =>
      scan({
        FilterExpression: `noticeOperationId IN (${operationIds.map((_, index) => `:id${index}`).join(', ')})`,
        ExpressionAttributeValues: Object.fromEntries(
          operationIds.map((id, index) => [`:id${index}`, id]),
        ),
      }),

    everyone: () => scan({ FilterExpression: 'attribute_not_exists(removedAt)' }),

    withFailedMails: () =>
      scan({
        FilterExpression: 'attribute_exists(mailFailure) AND attribute_not_exists(removedAt)',
      }),
  }
}
