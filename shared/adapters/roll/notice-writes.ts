import type { Voter } from '../../domain/voter/voter.ts'

const originAttributes = ['noticeOperationId', 'noticeWishId'] as const

/** Also removes the former identifier, so that a failed SMS cannot make it valid again. */
export function noticeRenewal(
  table: string,
  { voterId, identifierHash }: Voter,
  renewedVoter: Voter,
  origin: (typeof originAttributes)[number],
) {
  const clearedAttributes = [
    'noticeReturnedAt',
    'identifierReissueId',
    ...originAttributes.filter((name) => name !== origin),
  ]
  return {
    TableName: table,
    Key: { voterId },
    UpdateExpression: [
      `SET identifierHash = :newHash, noticeNumber = :number, noticeRenewedAt = :at, ${origin} = :originId`,
      `REMOVE formerIdentifierHash, formerIdentifierReissueId, ${clearedAttributes.join(', ')}`,
    ].join(' '),
    ConditionExpression: 'identifierHash = :formerHash AND attribute_not_exists(removedAt)',
    values: {
      newHash: renewedVoter.identifierHash,
      formerHash: identifierHash,
      number: renewedVoter.noticeNumber,
      at: renewedVoter.noticeRenewedAt,
      originId: renewedVoter[origin],
    },
  }
}
