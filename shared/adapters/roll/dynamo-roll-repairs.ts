import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { secondsLater } from '../../domain/instants.ts'
import { wishMinutes } from '../../domain/ledger/two-people.ts'
import type { Agreement, Roll } from '../../domain/roll/roll.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import { toStored } from '../../tables/stored.ts'
import { checking, transact, type Write } from '../dynamo-writes.ts'
import {
  type CorrectionItems,
  type CorrectionTables,
  correctionOutcome,
  correctionWrites,
} from './correction-writes.ts'

interface RepairTables extends CorrectionTables {
  interventions: string
}

interface RepairItems extends CorrectionItems {
  wish: InterventionItem
  second: InterventionItem
}

/** What two people want of a sealed roll, each by one transaction. */
export function dynamoRollRepairs(
  database: DynamoDBDocumentClient,
  tables: RepairTables,
): Pick<Roll, 'repair'> {
  return {
    async repair(voter, changes, at, agreement) {
      const failures = await transact<RepairItems>(database, {
        ...agreementWrites(tables, agreement),
        ...correctionWrites(tables, voter, changes, at, true),
      })
      return failures?.wish || failures?.second ? 'not-agreed' : correctionOutcome(failures)
    },
  }
}

/** What lets a sealed roll be corrected: the wish of one person, and the record of another in the same transaction. */
function agreementWrites(
  { interventions }: RepairTables,
  { wish, second }: Agreement,
): Record<'wish' | 'second', Write> {
  return {
    // It is there, for the same, and of within the hour.
    wish: checking(interventions, 'interventionId', wish.interventionId, {
      ConditionExpression:
        'kind = :kind AND digests.asked = :asked AND #at >= :since AND #by <> :by',
      ExpressionAttributeNames: { '#at': 'at', '#by': 'by' },
      ExpressionAttributeValues: {
        ':kind': second.kind,
        ':asked': second.digests?.asked,
        ':since': secondsLater(second.at, -wishMinutes * 60).toISOString(),
        ':by': second.by,
      },
    }),
    // Once: its id is made of the wish's.
    second: {
      Put: {
        TableName: interventions,
        Item: toStored(second) satisfies InterventionItem,
        ConditionExpression: 'attribute_not_exists(interventionId)',
      },
    },
  }
}
