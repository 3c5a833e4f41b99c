import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type KnownPhones, phonesAfterFreeing } from '../../domain/account/phone-registration.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromVoterItem, type VoterItem } from '../../tables/voters.ts'
import { readItem } from '../dynamo-reads.ts'
import { transact, updateWrite } from '../dynamo-writes.ts'
import {
  type PhoneChangeItems,
  type PhoneTables,
  phoneChangeOutcome,
  phoneChangeWrites,
} from './phone-writes.ts'

const maxAttempts = 3

export function dynamoKnownPhones(
  database: DynamoDBDocumentClient,
  tables: PhoneTables,
): KnownPhones {
  return {
    async change(voter, changedPhones, now) {
      const writes = phoneChangeWrites(tables, voter, changedPhones, now)
      return phoneChangeOutcome(await transact<PhoneChangeItems>(database, writes))
    },

    async free(phoneHash, at, notifyOwner) {
      let notifiedVoterId: string | undefined
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
        const phone = await readItem<PhoneItem>(database, tables.phones, { phoneHash })
        const { knownTo: voterId, reissueCount = 0 } = phone ?? {}
        if (!voterId && reissueCount === 0) return 'unused'
        const item = voterId
          ? await readItem<VoterItem>(database, tables.voters, { voterId })
          : undefined
        const voter = item && fromVoterItem(item)
        const phones = voter && phonesAfterFreeing(phoneHash, voter, at)
        if (voter?.knownPhone?.phoneHash === phoneHash && voter.voterId !== notifiedVoterId) {
          notifiedVoterId = voter.voterId
          await notifyOwner(notifiedVoterId)
        }
        const failures = await transact<PhoneChangeItems & { phone: PhoneItem }>(database, {
          phone: updateWrite(tables.phones, 'phoneHash', phoneHash, {
            UpdateExpression: 'SET reissueCount = :zero, freedAt = :at REMOVE knownTo',
            ConditionExpression: voterId ? 'knownTo = :voterId' : 'attribute_not_exists(knownTo)',
            values: { zero: 0, at, ...(voterId && { voterId }) },
          }),
          ...((voter && phones && phoneChangeWrites(tables, voter, phones, at)) as ReturnType<
            typeof phoneChangeWrites
          >),
        })
        if (!failures) return 'freed'
      }
      throw new Error('The phone changed at each attempt')
    },
  }
}
