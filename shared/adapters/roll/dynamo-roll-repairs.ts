import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { RollRepairs } from '../../domain/roll/roll.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { transact } from '../dynamo-writes.ts'
import {
  type CorrectionItems,
  type CorrectionTables,
  correctionOutcome,
  correctionWrites,
} from './correction-writes.ts'

type RepairItems = CorrectionItems & Record<'approval' | 'intervention', unknown>

export function dynamoRollRepairs(
  database: DynamoDBDocumentClient,
  tables: CorrectionTables & ApprovalTables,
): RollRepairs {
  return {
    async repair(voter, changes, at, approvalUse) {
      const failures = await transact<RepairItems>(database, {
        ...approvalWrites(tables, approvalUse),
        ...correctionWrites(tables, voter, changes, at),
      })
      return failures?.approval || failures?.intervention
        ? 'not-approved'
        : correctionOutcome(failures)
    },
  }
}
