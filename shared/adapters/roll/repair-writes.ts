import { secondsLater } from '../../domain/instants.ts'
import { wishMinutes } from '../../domain/ledger/two-people.ts'
import type { Agreement } from '../../domain/roll/roll.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import type { Write } from '../dynamo-writes.ts'

/** What lets a sealed roll be corrected: the wish of one person, and the record of another in the same transaction. */
export function agreementWrites(
  { interventions }: { interventions: string },
  { wish, second }: Agreement,
): Record<'wish' | 'second', Write> {
  return {
    // It is there, for the same, and of within the hour.
    wish: {
      ConditionCheck: {
        TableName: interventions,
        Key: { interventionId: wish.interventionId },
        ConditionExpression:
          'kind = :kind AND digests.asked = :asked AND #at >= :since AND #by <> :by',
        ExpressionAttributeNames: { '#at': 'at', '#by': 'by' },
        ExpressionAttributeValues: {
          ':kind': second.kind,
          ':asked': second.digests?.asked,
          ':since': secondsLater(second.at, -wishMinutes * 60).toISOString(),
          ':by': second.by,
        },
      },
    },
    // Once: its id is made of the wish's.
    second: {
      Put: {
        TableName: interventions,
        Item: { ...second, at: second.at.toISOString() } satisfies InterventionItem,
        ConditionExpression: 'attribute_not_exists(interventionId)',
      },
    },
  }
}
