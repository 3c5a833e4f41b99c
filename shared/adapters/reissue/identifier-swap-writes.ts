import type { Reissue } from '../../domain/reissue/reissue.ts'
import { noticeCarrier } from '../../domain/voter/voter.ts'
import { updateWrite, type Write } from '../dynamo-writes.ts'

// Besides notices, only these writes change which identifier is valid.

/** Makes the new identifier valid and keeps the former one for `swapBack`. */
export function swapIdentifier(
  { voters }: { voters: string },
  { voterId, reissueId }: Reissue,
  identifierHash: string,
): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET formerIdentifierHash = identifierHash',
      'formerIdentifierReissueId = if_not_exists(identifierReissueId, :notice)',
      'identifierHash = :identifierHash',
      'identifierReissueId = :reissueId REMOVE pendingReissueId',
    ].join(', '),
    ConditionExpression: 'pendingReissueId = :reissueId',
    values: { identifierHash, reissueId, notice: noticeCarrier },
  })
}

/** Restores the former identifier unless another has replaced it, and refunds the request. */
export function swapBack({ voters }: { voters: string }, { voterId, reissueId }: Reissue): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET identifierHash = formerIdentifierHash, identifierReissueId = formerIdentifierReissueId',
      'REMOVE formerIdentifierHash, formerIdentifierReissueId ADD reissueCount :back',
    ].join(' '),
    ConditionExpression:
      'identifierReissueId = :reissueId AND attribute_exists(formerIdentifierHash)',
    values: { back: -1, reissueId },
  })
}
