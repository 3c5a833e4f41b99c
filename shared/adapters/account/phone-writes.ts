import type { KnownPhone, Voter } from '../../domain/voter/voter.ts'
import { updateWrite } from '../dynamo-writes.ts'

/** Fails if the phone serves somebody else. */
export const bindPhone = (
  table: string,
  { voterId }: Pick<Voter, 'voterId'>,
  { phoneHash, setAt: now }: KnownPhone,
) =>
  updateWrite(table, 'phoneHash', phoneHash, {
    UpdateExpression:
      'SET knownTo = :voterId, voterId = if_not_exists(voterId, :voterId), reissueCount = if_not_exists(reissueCount, :zero) REMOVE freeAt',
    ConditionExpression: [
      '(attribute_not_exists(phoneHash) OR reissueCount = :zero OR voterId = :voterId)',
      '(attribute_not_exists(knownTo) OR knownTo = :voterId OR freeAt <= :now)',
      '(attribute_not_exists(freedAt) OR freedAt <= :now)',
    ].join(' AND '),
    values: { voterId, zero: 0, now },
  })
