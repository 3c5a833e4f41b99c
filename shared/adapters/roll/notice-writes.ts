import type { Voter } from '../../domain/voter/voter.ts'

const originAttributes = ['noticeOperationId', 'noticeWishId'] as const

/** Replaces the valid identifier and forgets the former one, so that a late failure receipt restores neither. */
export function renewNotice(
  table: string,
  { voterId, identifierHash }: Voter,
  renewed: Voter,
  origin: (typeof originAttributes)[number],
) {
  const clearedNames = [
    'noticeReturnedAt',
    'identifierReissueId',
    ...originAttributes.filter((name) => name !== origin),
  ]
  return {
    TableName: table,
    Key: { voterId },
    UpdateExpression: [
      `SET identifierHash = :renewed, noticeNumber = :number, noticeRenewedAt = :at, ${origin} = :originId`,
      `REMOVE formerIdentifierHash, formerIdentifierReissueId, ${clearedNames.join(', ')}`,
    ].join(' '),
    ConditionExpression: 'identifierHash = :former AND attribute_not_exists(removedAt)',
    values: {
      renewed: renewed.identifierHash,
      former: identifierHash,
      number: renewed.noticeNumber,
      at: renewed.noticeRenewedAt,
      originId: renewed[origin],
    },
  }
}
