import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Roll } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import {
  type AddressItem,
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { ofVoters, persist } from '../dynamo-writes.ts'

export type RollItem = VoterItem | AddressItem | PersonItem

/** Under load DynamoDB answers in part and leaves the rest to a retry. */
class LeftUnreadError extends Error {
  override name = 'LeftUnreadError'
}

export function dynamoRollReads(
  database: DynamoDBDocumentClient,
  table: string,
  patience = ofVoters,
): Pick<Roll, 'findMany' | 'findPersons'> {
  async function readMany(voterIds: string[]): Promise<RollItem[]> {
    const items: RollItem[] = []
    let keys = [...new Set(voterIds)].map((voterId) => ({ voterId }))
    if (keys.length === 0) return items
    const isLeft = (error: unknown) => error instanceof LeftUnreadError
    await persist(patience, isLeft, async () => {
      const { Responses, UnprocessedKeys } = await database.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      )
      items.push(...((Responses?.[table] ?? []) as RollItem[]))
      keys = (UnprocessedKeys?.[table]?.Keys ?? []) as { voterId: string }[]
      if (keys.length > 0) throw new LeftUnreadError('left unread under load')
    })
    return items
  }

  return {
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
  }
}
