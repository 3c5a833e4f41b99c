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
import { voterDeadline } from '../dynamo-writes.ts'

export type RollItem = VoterItem | AddressItem | PersonItem

export function dynamoRollReads(
  database: DynamoDBDocumentClient,
  table: string,
  deadline = voterDeadline,
): Pick<Roll, 'findMany' | 'findPersons'> {
  const readMany = (voterIds: string[]) => {
    const keys = [...new Set(voterIds)].map((voterId) => ({ voterId }))
    return readItems<RollItem>(database, table, keys, deadline)
  }

  return {
    async findMany(voterIds) {
      const voters = new Map<string, Voter>()
      const addressItems: AddressItem[] = []
      for (const item of await readMany(voterIds)) {
        if (isVoterItem(item)) voters.set(item.voterId, fromVoterItem(item))
        else if ('sameAs' in item) addressItems.push(item)
      }
      const targets = await readMany(addressItems.map(({ sameAs }) => sameAs))
      for (const { voterId, sameAs } of addressItems) {
        const item = targets.find((target) => target.voterId === sameAs)
        if (item && isVoterItem(item)) voters.set(voterId, fromVoterItem(item))
      }
      return voters
    },

    async findPersons(personIds) {
      const items = await readMany(personIds)
      return new Map(
        items.flatMap((item) => ('heldBy' in item ? [[item.voterId, item.heldBy]] : [])),
      )
    },
  }
}
