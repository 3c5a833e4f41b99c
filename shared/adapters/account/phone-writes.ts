import type { KnownPhone, Voter } from '../../domain/voter/voter.ts'
import { updateWrite } from '../dynamo-writes.ts'

/** Fails if the phone serves somebody else, or if staff freed the one that the voter has. */
export const bindPhone = (
  table: string,
  { voterId, knownPhone }: Pick<Voter, 'voterId' | 'knownPhone'>,
  { phoneHash }: KnownPhone,
  now: ElectionInstant,
) =>
  updateWrite(table, 'phoneHash', phoneHash, {
    UpdateExpression:
      'SET knownTo = :voterId, voterId = if_not_exists(voterId, :voterId), reissueCount = if_not_exists(reissueCount, :zero) REMOVE freeAt',
    ConditionExpression: [
      ...(knownPhone?.phoneHash === phoneHash
        ? ['knownTo = :voterId']
        : [
            '(attribute_not_exists(phoneHash) OR reissueCount = :zero OR voterId = :voterId)',
            '(attribute_not_exists(knownTo) OR knownTo = :voterId OR freeAt <= :now)',
          ]),
      '(attribute_not_exists(freedAt) OR freedAt <= :now)',
    ].join(' AND '),
    values: { voterId, zero: 0, now },
  })
