import type { Voter } from '../../domain/voter/voter.ts'

const makers = ['noticeOperationId', 'noticeWishId'] as const

/** Replaces the valid identifier, which no failed SMS can restore. */
export function renewNotice(
  table: string,
  { voterId, identifierHash }: Voter,
  renewed: Voter,
  maker: (typeof makers)[number],
) {
  const none = ['noticeReturnedAt', 'identifierReissueId', ...makers.filter((one) => one !== maker)]
  return {
    TableName: table,
    Key: { voterId },
    UpdateExpression: [
      `SET identifierHash = :renewed, noticeNumber = :number, noticeRenewedAt = :at, ${maker} = :maker`,
      `REMOVE formerIdentifierHash, formerIdentifierReissueId, ${none.join(', ')}`,
    ].join(' '),
    ConditionExpression: 'identifierHash = :former AND attribute_not_exists(removedAt)',
    ExpressionAttributeValues: {
      ':renewed': renewed.identifierHash,
      ':former': identifierHash,
      ':number': renewed.noticeNumber,
      ':at': renewed.noticeRenewedAt?.toISOString(),
      ':maker': renewed[maker],
    },
  }
}
