import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { KnownPhones } from '../../domain/account/phone-registration.ts'
import { type Voter, waitCauses } from '../../domain/voter/voter.ts'
import { setClause, transact, updateIf, updateWrite, type Write } from '../dynamo-writes.ts'
import { bindPhone } from './phone-writes.ts'

export function dynamoKnownPhones(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): KnownPhones {
  const release = (phoneHash: string, { voterId }: Voter, freeAt: ElectionInstant) =>
    updateWrite(tables.phones, 'phoneHash', phoneHash, {
      UpdateExpression: 'SET freeAt = :freeAt',
      ConditionExpression: 'knownTo = :voterId',
      values: { voterId, freeAt },
    })

  return {
    async begin(voter, proof) {
      const { written } = await updateIf(database, tables.voters, 'voterId', voter.voterId, {
        UpdateExpression: 'SET phoneProof = :proof',
        ...ifUnchanged(voter, ['knownPhone', 'formerPhone'], { proof }),
      })
      return written
    },

    async change(voter, { knownPhone, formerPhone, endsSessions, endsWait }, now) {
      const set = {
        ...(knownPhone && { knownPhone }),
        ...(formerPhone && { formerPhone }),
        ...(endsSessions && { passwordChangeRequired: true }),
      }
      const removedNames = [
        'phoneProof',
        ...(knownPhone ? [] : ['knownPhone']),
        ...(formerPhone ? [] : ['formerPhone']),
        ...(endsWait ? waitCauses : []),
      ]
      const writes = {
        voter: updateWrite(tables.voters, 'voterId', voter.voterId, {
          UpdateExpression: `${setClause(set)} REMOVE ${removedNames.join(', ')}${endsSessions ? ' ADD sessionEpoch :one' : ''}`,
          ...ifUnchanged(voter, ['knownPhone', 'formerPhone', 'phoneProof', ...waitCauses], {
            ...set,
            ...(endsSessions && { one: 1 }),
          }),
        }),
        ...(knownPhone && { known: bindPhone(tables.phones, voter, knownPhone, now) }),
      }
      // In one transaction, or a phone that returns at once could keep the end of its former binding.
      const releases = [voter.knownPhone, formerPhone].flatMap((phone) =>
        phone && phone.phoneHash !== knownPhone?.phoneHash
          ? [
              [
                phone.phoneHash,
                release(phone.phoneHash, voter, formerPhone?.endsAt ?? now),
              ] as const,
            ]
          : [],
      )
      const write = (freed: readonly (readonly [string, Write])[]) =>
        transact<Record<string, object>>(database, { ...writes, ...Object.fromEntries(freed) })
      let failures = await write(releases)
      // Staff freed one of them: it is nobody's, or already another voter's.
      if (failures && !failures.voter && !failures.known)
        failures = await write(releases.filter(([phoneHash]) => !failures?.[phoneHash]))
      if (!failures) return 'changed'
      return failures.known && !failures.voter ? 'phone-taken' : 'unchanged'
    },
  }
}

type SeenName = 'knownPhone' | 'formerPhone' | 'phoneProof' | (typeof waitCauses)[number]

const ifUnchanged = (voter: Voter, names: readonly SeenName[], values: object) => ({
  ConditionExpression: [
    'sessionEpoch = :epoch',
    ...names.map((name) =>
      voter[name] ? `${name} = :${name}Seen` : `attribute_not_exists(${name})`,
    ),
  ].join(' AND '),
  values: {
    epoch: voter.sessionEpoch,
    ...Object.fromEntries(
      names.flatMap((name) => (voter[name] ? [[`${name}Seen`, voter[name]]] : [])),
    ),
    ...values,
  },
})
