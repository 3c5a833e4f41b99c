import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Cancellations } from '../../domain/reissue/cancel-link.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import {
  giveBackToPhone,
  giveBackToVoter,
  mailDue,
  sendingAttributes,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionReissue,
} from './reissue-transition-writes.ts'

export function dynamoCancellations(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): Cancellations {
  return {
    async cancel(reissue, at) {
      const failures = await transactOnPhone<TransitionItems>(
        database,
        tables,
        {
          reissue: {
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: statesBeforeSending,
              unless: 'takenOver',
              to: 'cancelled',
              at,
              set: { mailDueAt: mailDue(at) },
              remove: sendingAttributes,
            }),
          },
          voter: giveBackToVoter(tables, reissue, { unsent: true, suspect: true }),
          phone: giveBackToPhone(tables, reissue, { unsent: true }),
        },
        { phoneHash: reissue.phoneHash, unsent: true },
      )
      if (!failures) return 'cancelled'
      const stands = failures.reissue?.item
      if (stands) return { stands: stands.state }
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}
