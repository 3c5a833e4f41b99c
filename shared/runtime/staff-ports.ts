import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoStaffAttempts } from '../adapters/account/dynamo-attempts.ts'
import { type ApprovalTables, dynamoApprovals } from '../adapters/dynamo-approvals.ts'
import { dynamoInterventions } from '../adapters/ledger/dynamo-interventions.ts'
import { dynamoReissues } from '../adapters/reissue/dynamo-reissues.ts'
import { dynamoStaffSessions } from '../adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../adapters/voter/dynamo-voters.ts'
import { openQueue } from './clients/sqs.ts'
import { readStaff } from './deployed-election.ts'
import type { ElectionTime } from './election-time.ts'

interface StaffWiring {
  database: DynamoDBDocumentClient
  tables: ApprovalTables & Record<'staffSessions' | 'staffAttempts' | 'voters' | 'reissues', string>
  queues: { news: string }
  time: ElectionTime
}

export function staffPorts({ database, tables, queues, time }: StaffWiring) {
  return {
    sessions: dynamoStaffSessions(database, tables.staffSessions),
    staff: readStaff(),
    attempts: dynamoStaffAttempts(database, tables.staffAttempts),
    voters: dynamoVoters(database, tables.voters, time.electionFile),
    reissues: dynamoReissues(database, tables.reissues),
    approvals: dynamoApprovals(database, tables),
    interventions: dynamoInterventions(database, tables.interventions),
    notifications: openQueue(queues.news),
    election: time.election,
    clock: () => new Date(),
    electionClock: time.clock,
  }
}
