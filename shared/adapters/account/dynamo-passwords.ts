import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Passwords } from '../../domain/account/password.ts'
import type { PasswordLinkItem } from '../../tables/password-links.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { transact, updateWrite } from '../dynamo-writes.ts'

export function dynamoPasswords(
  database: DynamoDBDocumentClient,
  tables: { voters: string; passwordLinks: string },
): Passwords {
  return {
    async set({ voterId, tokenHash, passwordHash, isReplacement, at }) {
      const failures = await transact<{ link: PasswordLinkItem; voter: VoterItem }>(database, {
        link: updateWrite(tables.passwordLinks, 'voterId', voterId, {
          UpdateExpression: 'REMOVE newest, previous ADD version :one',
          ConditionExpression: ['newest', 'previous']
            .map((link) => `(${link}.tokenHash = :tokenHash AND ${link}.expiresAt > :at)`)
            .join(' OR '),
          values: { one: 1, tokenHash, at },
        }),
        voter: updateWrite(tables.voters, 'voterId', voterId, {
          UpdateExpression: [
            `SET passwordHash = :passwordHash, passwordSetAt = :at${isReplacement ? ', passwordRenewedAt = :at' : ''}`,
            'REMOVE passwordChangeRequired',
            'ADD sessionEpoch :one',
          ].join(' '),
          // If another password was set meanwhile, the link's tokens are gone and the link's condition fails.
          ConditionExpression: isReplacement
            ? 'attribute_exists(passwordHash)'
            : 'attribute_exists(email) AND attribute_not_exists(passwordHash)',
          values: { passwordHash, at, one: 1 },
        }),
      })
      return failures ? 'link-expired' : 'set'
    },
  }
}
