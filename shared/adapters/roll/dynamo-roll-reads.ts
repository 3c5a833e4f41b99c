import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Roll } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import {
  type AddressItem,
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { readItems } from '../dynamo-reads.ts'
import { ofVoters } from '../dynamo-writes.ts'

export type RollItem = VoterItem | AddressItem | PersonItem

export function dynamoRollReads(
  database: DynamoDBDocumentClient,
  table: string,
  patience = ofVoters,
): Pick<Roll, 'findMany' | 'findPersons'> {
  const readMany = (voterIds: string[]) => {
    const keys = [...new Set(voterIds)].map((voterId) => ({ voterId }))
    return readItems<RollItem>(database, table, keys, patience)
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
