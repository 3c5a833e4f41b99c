import type { Reissue } from '../../domain/reissue/reissue.ts'
import { noticeCarrier } from '../../domain/voter/voter.ts'
import { updating, type Write } from '../dynamo-writes.ts'

// A voter's valid identifier gives way to another: the only writes that change which one is valid, but for notices.

/** The SMS is with the carrier: its identifier is valid, and the one before is kept for `swapBack`. */
export function swapIdentifier(
  { voters }: { voters: string },
  { voterId, reissueId }: Reissue,
  identifierHash: string,
): Write {
  return updating(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET formerIdentifierHash = identifierHash',
      'formerIdentifierReissueId = if_not_exists(identifierReissueId, :notice)',
      'identifierHash = :identifierHash',
      'identifierReissueId = :reissueId REMOVE pendingReissueId',
    ].join(', '),
    ConditionExpression: 'pendingReissueId = :reissueId',
    ExpressionAttributeValues: {
      ':identifierHash': identifierHash,
      ':reissueId': reissueId,
      ':notice': noticeCarrier,
    },
  })
}

/** The SMS never left: the identifier before is valid again, unless another took its place since. The attempt comes back. */
export function swapBack({ voters }: { voters: string }, { voterId, reissueId }: Reissue): Write {
  return updating(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET identifierHash = formerIdentifierHash, identifierReissueId = formerIdentifierReissueId',
      'REMOVE formerIdentifierHash, formerIdentifierReissueId ADD reissueCount :back',
    ].join(' '),
    ConditionExpression:
      'identifierReissueId = :reissueId AND attribute_exists(formerIdentifierHash)',
    ExpressionAttributeValues: { ':back': -1, ':reissueId': reissueId },
  })
}
