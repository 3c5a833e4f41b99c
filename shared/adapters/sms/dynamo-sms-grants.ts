import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { phonesWithout } from '../../domain/account/phone-registration.ts'
import type { PhoneReleases, SmsCeilings } from '../../domain/sms/sms-grants.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromVoterItem, type VoterItem } from '../../tables/voters.ts'
import { type PhoneTables, phoneChangeWrites } from '../account/phone-writes.ts'
import { readItem } from '../dynamo-reads.ts'
import { transact, updateIf, updateWrite } from '../dynamo-writes.ts'

export function dynamoSmsCeilings(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): SmsCeilings {
  async function decrement(table: string, key: string, value: string, least: number) {
    const { written } = await updateIf(database, table, key, value, {
      UpdateExpression: 'ADD smsCount :back',
      ConditionExpression: 'smsCount >= :least',
      values: { back: -1, least },
    })
    return written ? ('granted' as const) : ('nothing-counted' as const)
  }

  return {
    grantToVoter: (voterId, least) => decrement(tables.voters, 'voterId', voterId, least),
    grantToPhone: (phoneHash, least) => decrement(tables.phones, 'phoneHash', phoneHash, least),
  }
}

const tries = 3

export function dynamoPhoneReleases(
  database: DynamoDBDocumentClient,
  tables: PhoneTables,
): PhoneReleases {
  const { phones, voters } = tables

  async function free(phoneHash: string, at: ElectionInstant, attempt = 1) {
    const phone = await readItem<PhoneItem>(database, phones, { phoneHash })
    const { knownTo: voterId, reissueCount = 0 } = phone ?? {}
    if (!voterId && reissueCount === 0) return 'unused'
    const holder = voterId && (await readItem<VoterItem>(database, voters, { voterId }))
    const voter = holder && fromVoterItem(holder)
    const after = voter && phonesWithout(phoneHash, voter, at)
    const failures = await transact<Record<string, object>>(database, {
      phone: updateWrite(phones, 'phoneHash', phoneHash, {
        UpdateExpression: 'SET reissueCount = :zero, freedAt = :at REMOVE knownTo',
        ConditionExpression: voterId ? 'knownTo = :voterId' : 'attribute_not_exists(knownTo)',
        values: { zero: 0, at, ...(voterId && { voterId }) },
      }),
      ...(voter && after && { ...phoneChangeWrites(tables, voter, after, at) }),
    })
    if (!failures) return 'freed'
    if (attempt === tries) throw new Error('The phone changes all the time')
    return free(phoneHash, at, attempt + 1)
  }

  return { free }
}
